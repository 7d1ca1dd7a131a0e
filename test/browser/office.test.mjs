// Goes from nothing to an office with an agreement, a delivery and its receipt,
// as a stranger does with the README: in both languages, by keyboard alone, and
// without scripts. Every page on the way is looked at, and every page there is,
// as who sees most and as who sees least.
//
// HINTERLAND names the program; without it there is nothing to go through.
// HINTERLAND_POSTGRES names a server, where the same is done once more.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { here, launch, patience, picture, sizes, violations, wide } from './page.mjs'
import { served } from './served.mjs'

const program = process.env.HINTERLAND
const server = process.env.HINTERLAND_POSTGRES
const readme = readFileSync(resolve(here, '../../README.md'), 'utf8')
const shots = resolve(here, '../../out/shots')
const password = 'four words 四个词'

let browser

before(async () => {
  mkdirSync(shots, { recursive: true })
  if (program) browser = await launch()
})

after(() => browser?.close())

// folder is where the README puts its office: beside the clone.
const folder = '../my-office'

// engines say where an office lies that the README puts into a folder.
const engines = {
  SQLite: (args) => args,
  PostgreSQL: (args, region) => args.flatMap((a) =>
    a === '--data' ? ['--database'] : a === folder ? [server, '--region', region] : [a]),
}

// told are the arguments of a command as the README tells it.
function told(command) {
  const line = readme.match(new RegExp(`^go run ./cmd/hinterland (${command} .*)$`, 'm'))
  assert.ok(line, `the README does not tell ${command}`)
  return line[1].match(/"[^"]*"|\S+/g).map((word) => word.replaceAll('"', ''))
}

// openOffice opens a new office by the commands of the README and returns the
// one-time link that it prints, and what runs further commands on it.
async function openOffice(t, engine, language) {
  const place = mkdtempSync(join(tmpdir(), 'office-'))
  const cwd = join(place, 'clone')
  mkdirSync(cwd)
  const region = String(1 + Math.floor(Math.random() * 1e9)) // of many in one database
  const on = (args) => [...engines[engine](args, region), '--lang', language]
  const run = (...args) => execFileSync(program, on(args), { cwd, encoding: 'utf8' })
  run(...told('init'))
  const { said: link, end } = await served(program,
    on([...told('serve'), '--listen', '127.0.0.1:0']), /http:\S+\/invitations\/\S+/, { cwd })
  t.after(async () => {
    await end()
    rmSync(place, { recursive: true })
  })
  return { link, run }
}

// enter opens an office in a browser and chooses the first password.
async function enter(t, engine, language, options = {}) {
  const office = await openOffice(t, engine, language)
  return Object.assign(await visit(t, office.link, language, options), { office })
}

// visit opens a link in a browser of its own.
async function visit(t, link, language, options = {}) {
  const context = await browser.newContext({
    bypassCSP: true, // only so that axe can be put into the page
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(patience)
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
async function look(page, name) {
  await picture(page, join(shots, `office-${name}.png`))
  await hold(page, name)
}

async function hold(page, name) {
  assert.deepEqual(await wide(page), [], name)
  assert.deepEqual(await violations(page), [], name)
}

// resize holds a page to the same on a phone, where only the rules about what
// is how large can tell anything new, and on A4.
async function resize(page, name) {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 400, height: 800 })
  assert.deepEqual(await wide(page), [], `${name}, 400 pixels wide`)
  assert.deepEqual(await violations(page, sizes), [], `${name}, 400 pixels wide`)
  await page.setViewportSize({ width: 700, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  assert.deepEqual(await wide(page), [], `${name} on paper`)
  assert.equal(await page.locator('nav:visible, main button:visible').count(), 0,
    `${name}: what is to be pressed is printed`)
  await page.emulateMedia({ media: null })
  await page.setViewportSize(size)
}

// story is what somebody types to get to a first agreement and delivery.
// fill puts a value into a field, press presses a button or follows a link.
async function story(page, { fill, press }, seen) {
  await seen('invitation')
  await fill('#password', password)
  await fill('#again', password)
  await press('main button')
  await seen('home-empty')
  await press('form[action="/sign-out"] button')
  await fill('#name', 'Li Ming')
  await fill('#password', password)
  await press('main button.main')

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

  await press('main a[href$="/receipts/new"]')
  await fill('#received', '12')
  await fill('#short', '0.5')
  await fill('#reason', 'Wet')
  await press('.send button[value=send]')
  await seen('agreement-received')
}

// cameTo holds the page at the end of the story to what it has to show.
async function cameTo(page) {
  const events = await page.locator('.events').innerText()
  assert.match(events, /12\.5 t/)
  assert.match(events, /0\.5 t/)
  assert.match(events, /Wet/)
}

for (const engine of Object.keys(engines)) {
  const missing = !program ? 'HINTERLAND names no program'
    : engine === 'PostgreSQL' && !server && 'HINTERLAND_POSTGRES names no server'
  for (const language of ['en', 'zh-Hans']) {
    describe(`an office on ${engine} in ${language}`, { skip: missing }, () => {
      suite(engine, language)
      if (engine === 'SQLite') looks(language)
    })
  }
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
      const [name, marked, there] = await page.evaluate((s) => {
        const e = document.activeElement
        const style = getComputedStyle(e)
        const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
        return [e.outerHTML.slice(0, 80), marked, e.matches(s)]
      }, selector)
      assert.ok(marked || name.startsWith('<body'), `the focus cannot be seen on ${name}`)
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

// suite goes through the story on each engine, and to every page. What pages look
// like is seen on one: they do not know where the records lie.
function suite(engine, language) {
  test('begins with a link and comes to a receipt', async (t) => {
    const page = await enter(t, engine, language)
    const seen = engine === 'SQLite' ? look : async () => {}
    await story(page, mouse(page), (name) => seen(page, `${language}-${name}`))
    await cameTo(page)
    const pdf = await page.pdf({ format: 'A4', tagged: true, preferCSSPageSize: true,
      path: join(shots, `office-${language}.pdf`) })
    assert.ok(pdf.length > 1000)
    const all = await everyPage(page, language, async (path) => {
      await seen(page, language + path)
      if (seen === look) await resize(page, language + path)
    })
    assert.ok(all > 20, `only ${all} pages`)
    assert.deepEqual(page.complaints, [])
  })
}

// looks goes through the story in each way, and looks at pages as others see them.
function looks(language) {
  test('is done by keyboard alone', async (t) => {
    const page = await enter(t, 'SQLite', language)
    await story(page, keyboard(page), async () => {})
    await cameTo(page)
  })

  test('is done without scripts', async (t) => {
    const page = await enter(t, 'SQLite', language, { javaScriptEnabled: false })
    await story(page, mouse(page), async () => {})
    await cameTo(page)
  })

  test('keeps out nobody who sees little', async (t) => {
    const { office } = await enter(t, 'SQLite', language)
    const act = (kind, body) => JSON.parse(office.run('act', kind, '--data', folder,
      '--json', JSON.stringify(body)))
    act('register-party', { code: 'mill', name: { en: 'Paper mill', zh: '造纸厂' } })
    const person = String(act('register-person', { name: 'Zhao Min' }).act)
    act('give-post', { person, party: 'mill', duty: 'clerk', from: today() })
    const links = office.run('invite', '--data', folder, '--person', person)
    const there = new URL(office.link)
    there.pathname = new URL(links.match(/http\S+/)[0]).pathname
    const page = await visit(t, there.href, language)
    const { fill, press } = mouse(page)
    await fill('#password', password)
    await fill('#again', password)
    await press('main button')
    const all = await everyPage(page, language, async (path) => {
      await hold(page, `${language}-little${path}`)
      await resize(page, `${language}-little${path}`)
    })
    assert.ok(all > 10, `only ${all} pages`)
  })

  test('keeps nobody out in the dark and on a phone', async (t) => {
    const page = await enter(t, 'SQLite', language, {
      colorScheme: 'dark', viewport: { width: 390, height: 800 },
    })
    await story(page, mouse(page), (name) => look(page, `${language}-phone-${name}`))
  })
}

// kind is an address but for what its questions ask: the years of a calendar lead
// to one another for ever.
function kind(url) {
  const { pathname, searchParams } = new URL(url)
  return [pathname, ...new Set(searchParams.keys())].join(' ')
}

// everyPage goes to every kind of address that pages lead to, looks, and says how
// many there are.
async function everyPage(page, language, seen) {
  const start = new URL(page.url()).origin
  const met = new Set()
  const todo = [page.url().split('?')[0]]
  while (todo.length > 0) {
    const url = todo.shift()
    if (met.has(kind(url)) || /\.[a-z]+$/.test(url.split('?')[0])) continue // a download
    met.add(kind(url))
    const answer = await page.goto(url)
    assert.equal(answer.status(), 200, url)
    assert.equal(await page.locator('html').getAttribute('lang'), language, url)
    await seen(new URL(url).pathname.replace(/[^a-z0-9]+/g, '-'))
    const links = await page.locator('a').evaluateAll((all) => all.map((a) => a.href))
    todo.push(...links.map((l) => l.split('#')[0])
      .filter((l) => l.startsWith(start) && !l.includes('?lang=')))
  }
  return met.size
}
