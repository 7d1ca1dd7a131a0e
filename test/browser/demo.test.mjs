// Opens the office of a sample as the README tells, becomes each of its people by one
// click, and looks at what they see first, in both languages and on a phone.
//
// HINTERLAND names the program; without it there is nothing to look at.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { here, launch, picture, sizes, violations, wide } from './page.mjs'

const program = process.env.HINTERLAND
const shots = resolve(here, '../../out/shots')
const skip = program ? false : 'HINTERLAND names no program'
const note = { en: /modelled/, 'zh-Hans': /模型生成/ }

let browser, serving, address

before(async () => {
  if (!program) return
  mkdirSync(shots, { recursive: true })
  browser = await launch()
  serving = spawn(program, ['demo', '--lang', 'en'])
  address = await new Promise((done, fail) => {
    let said = ''
    serving.stdout.on('data', (text) => {
      said += text
      const found = said.match(/http:\S+/)
      if (found) done(found[0])
    })
    serving.stderr.on('data', (text) => { said += text })
    serving.on('exit', () => fail(new Error(`it has ended: ${said}`)))
  })
})

after(async () => {
  await browser?.close()
  if (!serving) return
  serving.removeAllListeners('exit')
  const ended = new Promise((done) => serving.on('exit', done))
  serving.kill('SIGINT')
  assert.equal(await ended, 0, 'the sample does not end well')
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
  context.setDefaultTimeout(20_000)
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
