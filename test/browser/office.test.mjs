// Goes from nothing to an office with an agreement and a delivery, as a
// stranger does with the README: in both languages, by keyboard alone, and
// without scripts. Every page on the way is looked at.
//
// HINTERLAND names the program; without it there is nothing to go through.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { here, launch, picture, violations, wide } from './page.mjs'

const program = process.env.HINTERLAND
const shots = resolve(here, '../../out/shots')
const password = 'four words 四个词'

let browser

before(async () => {
  mkdirSync(shots, { recursive: true })
  if (program) browser = await launch()
})

after(() => browser?.close())

// openOffice opens a new office and returns the one-time link that it prints.
async function openOffice(t, language) {
  const folder = mkdtempSync(join(tmpdir(), 'office-'))
  const data = ['--data', folder, '--lang', language]
  execFileSync(program, ['init', ...data, '--name', 'Liuyang', '--party', 'County office',
    '--person', 'Li Ming'])
  const server = spawn(program, ['serve', ...data, '--listen', '127.0.0.1:0'])
  t.after(async () => {
    const ended = new Promise((done) => server.on('exit', done))
    server.kill('SIGINT')
    assert.equal(await ended, 0, 'the server does not end well')
    rmSync(folder, { recursive: true })
  })
  return new Promise((done, fail) => {
    let said = ''
    server.stdout.on('data', (text) => {
      said += text
      const link = said.match(/http:\S+\/invitations\/\S+/)
      if (link) done(link[0])
    })
    server.on('exit', () => fail(new Error(`it has ended: ${said}`)))
  })
}

// enter opens an office in a browser and chooses the first password.
async function enter(t, language, options = {}) {
  const link = await openOffice(t, language)
  const context = await browser.newContext({
    bypassCSP: true, // only so that axe can be put into the page
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(20_000)
  t.after(() => context.close())
  const page = await context.newPage()
  page.complaints = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text())
  })
  await page.goto(link)
  return page
}

// today is a day from now, as day fields have it.
function today(days = 0) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

// look holds a page to what every page has to keep, and keeps a picture.
async function look(page, name, options = {}) {
  await picture(page, join(shots, `office-${name}.png`))
  assert.deepEqual(await wide(page), [], name)
  if (options.axe !== false) assert.deepEqual(await violations(page), [], name)
}

// story is what somebody types to get to a first agreement and delivery.
// fill puts a value into a field, press presses a button or follows a link.
async function story(page, { fill, press }, seen) {
  await seen('invitation')
  await fill('#password', password)
  await fill('#again', password)
  await press('main button')
  await seen('home-empty')

  await press('a[href="/parties/new"]')
  await fill('[name="name.en"]', 'Ramie co-operative')
  await fill('[name="name.zh"]', '苎麻合作社')
  await fill('#code', 'coop')
  await press('.send button[value=send]')
  await seen('party')

  await press('.mark')
  await press('main a[href="/goods/new"]')
  await fill('[name="name.en"]', 'Ramie')
  await fill('[name="name.zh"]', '苎麻')
  await fill('#code', 'ramie')
  await fill('#unit', 't')
  await press('.send button[value=send]')
  await seen('goods')

  await press('.mark')
  await press('main a[href="/agreements/new"]')
  await seen('agreement-new')
  await fill('[name="parties.2"]', 'coop')
  await fill('#title', 'Ramie for the mill')
  await fill('#from', today(-30))
  await fill('#last', today(300))
  await fill('[name="items.1.way"]', 'in')
  await fill('[name="items.1.good"]', 'ramie')
  await fill('[name="items.1.floor"]', '10')
  await fill('[name="items.1.ceiling"]', '100')
  await fill('[name="items.1.price"]', '820')
  await fill('[name="items.1.schedule.1.due"]', today(-3))
  await fill('[name="items.1.schedule.1.quantity"]', '20')
  await fill('[name="items.1.schedule.2.due"]', today(20))
  await fill('[name="items.1.schedule.2.quantity"]', '30')
  await press('.send button[value=preview]')
  await seen('agreement-preview')
  await press('.send button[value=send]')
  await seen('agreement-proposed')

  await press('main a[href$="/deliveries/new"]')
  await fill('#item', '1')
  await fill('#quantity', '12.5')
  await press('.send button[value=send]')
  await seen('agreement-delivered')
}

for (const language of ['en', 'zh-Hans']) {
  describe(`an office in ${language}`, { skip: !program && 'HINTERLAND names no program' }, () => {
    suite(language)
  })
}

// mouse fills fields and presses buttons the way a mouse does.
function mouse(page) {
  return {
    fill: async (selector, value) => {
      const field = page.locator(selector)
      const choice = await field.evaluate((e) => e.tagName === 'SELECT')
      await (choice ? field.selectOption(value) : field.fill(value))
    },
    press: async (selector) => {
      await page.locator(selector).first().click()
      await page.waitForLoadState()
    },
  }
}

// keyboard does the same with Tab, letters, arrows and Enter alone.
function keyboard(page) {
  const reach = async (selector) => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab')
      const there = await page.evaluate((s) => document.activeElement.matches(s), selector)
      if (there) return
    }
    assert.fail(`Tab never reaches ${selector}`)
  }
  return {
    fill: async (selector, value) => {
      await reach(selector)
      const kind = await page.evaluate(() => document.activeElement.type)
      if (kind === 'select-one') {
        const at = await page.evaluate((v) =>
          [...document.activeElement.options].findIndex((o) => o.value === v), value)
        await page.keyboard.press('Home')
        for (let i = 0; i < at; i++) await page.keyboard.press('ArrowDown')
      } else if (kind === 'date') {
        const [year, month, day] = value.split('-')
        await page.keyboard.type(month + day + year) // as the browser's own language has it
      } else {
        await page.keyboard.press('ControlOrMeta+a')
        await page.keyboard.type(value)
      }
      const got = await page.evaluate(() => document.activeElement.value)
      assert.equal(got, value, `typed into ${selector}`)
    },
    press: async (selector) => {
      await reach(selector)
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
      await page.waitForLoadState()
    },
  }
}

function suite(language) {
  test('begins with a link and comes to a delivery', async (t) => {
    const page = await enter(t, language)
    await story(page, mouse(page), (name) => look(page, `${language}-${name}`))
    assert.match(await page.locator('.events').innerText(), /12\.5 t/)
    assert.deepEqual(page.complaints, [])
    const pdf = await page.pdf({ format: 'A4', tagged: true, preferCSSPageSize: true,
      path: join(shots, `office-${language}.pdf`) })
    assert.ok(pdf.length > 1000)
    await everyPage(page, language)
  })

  test('is done by keyboard alone', async (t) => {
    const page = await enter(t, language)
    await story(page, keyboard(page), async () => {})
    assert.match(await page.locator('.events').innerText(), /12\.5 t/)
  })

  test('is done without scripts', async (t) => {
    const page = await enter(t, language, { javaScriptEnabled: false })
    await story(page, mouse(page), async () => {})
    assert.match(await page.locator('.events').innerText(), /12\.5 t/)
  })

  test('keeps nobody out in the dark and on a phone', async (t) => {
    const page = await enter(t, language, {
      colorScheme: 'dark', viewport: { width: 390, height: 800 },
    })
    await story(page, mouse(page), (name) => look(page, `${language}-phone-${name}`))
  })
}

// everyPage goes to every address that pages lead to, and looks.
async function everyPage(page, language) {
  const start = new URL(page.url()).origin
  const seen = new Set()
  const todo = [page.url().split('?')[0]]
  while (todo.length > 0) {
    const url = todo.shift()
    if (seen.has(url) || /\.(csv|xlsx)$/.test(url.split('?')[0])) continue
    seen.add(url)
    const answer = await page.goto(url)
    assert.equal(answer.status(), 200, url)
    const name = new URL(url).pathname.replace(/[^a-z0-9]+/g, '-')
    await look(page, `${language}${name}`)
    assert.equal(await page.locator('html').getAttribute('lang'), language, url)
    const links = await page.locator('a').evaluateAll((all) => all.map((a) => a.href))
    todo.push(...links.map((l) => l.split('#')[0])
      .filter((l) => l.startsWith(start) && !l.includes('?lang=')))
  }
  assert.ok(seen.size > 20, `only ${seen.size} pages`)
}
