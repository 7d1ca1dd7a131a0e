// Opens the office of a sample as the README tells, becomes each of its people by one
// click, and looks at what they see first, in both languages and on a phone.
//
// HINTERLAND names the program; without it there is nothing to look at.

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { here, launch, patience, picture, sizes, violations, wide } from './page.mjs'
import { served } from './served.mjs'

const program = process.env.HINTERLAND
const shots = resolve(here, '../../out/shots')
const skip = program ? false : 'HINTERLAND names no program'
const note = { en: /modelled/, 'zh-Hans': /模型生成/ }

let browser, serving, address

before(async () => {
  if (!program) return
  mkdirSync(shots, { recursive: true })
  browser = await launch()
  serving = await served(program, ['demo', '--lang', 'en'], /http:\S+/)
  address = serving.said
})

after(async () => {
  await browser?.close()
  await serving?.end()
})

// hold holds a page to what every page has to keep, and to saying what is real.
async function hold(page, name, language) {
  assert.deepEqual(await wide(page), [], name)
  assert.deepEqual(await violations(page), [], name)
  assert.match(await page.locator('.sample').innerText(), note[language], name)
}

// narrow does so where there is little room.
async function narrow(page, name) {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 360, height: 800 })
  assert.deepEqual(await wide(page), [], `${name}, 360 pixels wide`)
  assert.deepEqual(await violations(page, sizes), [], `${name}, 360 pixels wide`)
  await page.setViewportSize(size)
}

// visit opens the sample in a browser of its own.
async function visit(t, language) {
  const context = await browser.newContext({
    bypassCSP: true, // only so that axe can be put into the page
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    viewport: { width: 1280, height: 900 },
  })
  context.setDefaultTimeout(patience)
  t.after(() => context.close())
  const page = await context.newPage()
  await page.goto(address)
  return page
}

// become chooses one of the people, and returns how many there are.
async function become(page, number) {
  const people = page.locator('.guests button')
  const count = await people.count()
  await people.nth(number).click()
  await page.waitForLoadState()
  return count
}

for (const language of ['en', 'zh-Hans']) {
  test(`each person of the sample in ${language}`, { skip }, async (t) => {
    const page = await visit(t, language)
    await hold(page, 'the first page', language)
    await narrow(page, 'the first page')
    await picture(page, join(shots, `sample-${language}.png`))
    for (let number = 0, count = 1; number < count; number++) {
      count = await become(page, number)
      assert.equal(count, 6)
      await hold(page, `home of person ${number}`, language)
      await narrow(page, `home of person ${number}`)
      assert.equal(await page.locator('ol.steps').count(), 0, 'somebody has to begin')
      await picture(page, join(shots, `sample-${language}-${number}.png`))
      await page.locator('form[action="/sign-out"] button').click()
      await page.waitForLoadState()
    }
  })

  test(`what the planner sees of the sample in ${language}`, { skip }, async (t) => {
    const page = await visit(t, language)
    await become(page, 0)
    for (const [path, rows] of [
      ['/zones', 6], ['/plans', 1], ['/parties', 50], ['/agreements', 4], ['/cases', 10],
      ['/scopes', 50], ['/horizons', 1], ['/horizons/y2026', 20],
    ]) {
      await page.goto(address + path)
      await hold(page, path, language)
      const found = await page.locator('main tbody tr').count()
      assert.ok(found >= rows, `${path} has ${found} rows`)
    }
    await page.goto(`${address}/plans`)
    await page.locator('main tbody a').first().click()
    await page.waitForLoadState()
    await hold(page, 'the plan', language)
    await picture(page, join(shots, `sample-${language}-plan.png`))
  })
}

// The round of a newcomer: needs from a sheet with three mistakes, mended in the copy
// that comes back; the region balanced anew, what is short of it read, kept as a plan
// and signed by two parties, printed and taken back, the sheet undone.
for (const language of ['en', 'zh-Hans']) {
  test(`the round of a newcomer in ${language}`, { skip }, async (t) => {
    const page = await visit(t, language)
    const press = async (selector) => {
      await page.locator(selector).first().click()
      await page.waitForLoadState()
      assert.deepEqual(await wide(page), [], page.url())
    }
    const main = () => page.locator('main').innerText()
    const as = async (number) => {
      const out = page.locator('form[action="/sign-out"] button')
      if (await out.count()) await press('form[action="/sign-out"] button')
      await page.goto(address)
      await become(page, number)
    }

    await as(4)
    await bring(page, `${heads}\ny2026,140105-FOOD,apples,1,500000,5\n` +
      'y2026,140105-FOOD,nosuch,1,5,5\ny2026,140105-FOOD,apples,3,-3,5\n' +
      'noyear,140105-FOOD,eggs,3,1,1\n')
    assert.equal(await page.locator('main td .fault').count(), 3)
    const link = await page.locator('.actions a.button').getAttribute('href')
    const marked = await (await page.request.get(address + link)).text()
    assert.equal(marked.match(/"$/gm).length, 3, marked)
    await bring(page, marked.replace('nosuch', 'pork').replace('-3', '3')
      .replace('noyear', 'y2026'))
    assert.equal(await page.locator('main td .fault').count(), 0)
    await press('form.sheet:has([name=key]) button.main')
    const entry = page.url().split('?')[0]
    assert.match(entry, /\/journal\/\d+$/)

    await as(0)
    await page.goto(`${address}/runs`)
    await press('main form .actions button')
    // The page loads itself anew until all is planned.
    await page.waitForSelector('main a[href*="/keep"]')
    assert.match(await main(), language === 'en' ? /Apples\s+t\s+1,0/ : /苹果\s+t\s+1,0/)
    await press('main a[href*="/keep"]')
    await page.locator('#title').fill(`Round ${language}`)
    await press('.send button[value=send]')
    const plan = page.url().split('?')[0]
    await press('main a[href$="/propose"]')
    await press('.send button[value=send]')
    for (const number of [4, 2]) {
      await as(number)
      const at = new URL(plan).pathname // which the first page leads to
      await page.locator(`a[href="${at}/sign"], a[href="${at}"]`).first().waitFor()
      await page.goto(plan)
      await press('main a[href*="/sign"]')
      await press('.send button[value=send]')
    }
    const paper = await page.pdf({ format: 'A4', tagged: true, preferCSSPageSize: true,
      path: join(shots, `sample-${language}-plan.pdf`) })
    assert.ok(paper.length > 10_000)

    await as(0)
    await page.goto(plan)
    assert.match(await main(), /2\D+1153/)
    await press('main a[href$="/withdraw"]')
    await press('.send button[value=send]')
    await as(4)
    await page.goto(entry)
    await press('main a[href$="/undo"]')
    await press('.send button[value=send]')
  })
}

const heads = 'horizon,party,good,priority,7,8'

// bring hands a sheet of needs in and comes to what would come of it.
async function bring(page, text) {
  await page.goto(`${address}/import`)
  await page.locator('#brought').setInputFiles({
    name: 'needs.csv', mimeType: 'text/csv', buffer: Buffer.from(text),
  })
  await page.locator('#noun').selectOption('needs')
  await page.locator('form[enctype] button.main').click()
  await page.waitForLoadState()
}
