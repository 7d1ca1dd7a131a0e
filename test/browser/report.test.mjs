// Opens reports in the system's Chromium as people meet them: in both
// languages, wide and narrow, with a keyboard, without scripts, on paper.
//
// REPORT lists the pages to open, separated by ":"; without it a small
// stand-in page is opened, so that the test itself can be tried.
// A page's switch between languages is a link with hreflang "en" or "zh-Hans".

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  colours, here, launch, open, outside, picture, shown, tabTo, violations, wide,
} from './page.mjs'

const shots = resolve(here, '../../out/shots')
const standIn = join(here, 'standin.html')
const reports = (process.env.REPORT || standIn).split(':').map((path) => resolve(path))
const widths = [1280, 390]
const han = /\p{Script=Han}/u

let browser

before(async () => {
  mkdirSync(shots, { recursive: true })
  browser = await launch()
})

after(() => browser?.close())

// name is what pictures of a report are called: the folder it lies in.
function name(report) {
  return report === standIn ? 'standin' : basename(dirname(report))
}

// Reports have the same colours and the same kinds of parts, and to look for what
// keeps people out takes long: each is looked at in one language, and each language
// in one.
const languages = ['en', 'zh-Hans']
reports.forEach((report, i) => {
  for (const language of languages) {
    const skip = language !== languages[i % 2] && 'looked at in another language'
    describe(`${name(report)} in ${language}`, () => {
      suite(report, language, skip)
    })
  }
})

// The tests of a suite look at one page, which takes long to open.
function suite(report, language, skip) {
  const picked = `${name(report)}-${language}`
  const closing = []
  let page, complaints, fetched

  before(async () => {
    ({ page, complaints, fetched } = await open(browser,
      { after: (close) => closing.push(close) }, report, language))
  })

  after(() => Promise.all(closing.map((close) => close())))

  test('is in its language', async () => {
    const heading = await page.locator('h1:visible').first().innerText()
    assert.equal(han.test(heading), language === 'zh-Hans', `the heading is "${heading}"`)
    const declared = await page.locator('h1:visible').first()
      .evaluate((e) => e.closest('[lang]')?.lang)
    assert.equal(declared, language)
  })

  test('complains of nothing and fetches nothing', async () => {
    await page.waitForLoadState('networkidle')
    assert.deepEqual(outside(report, fetched), [])
    assert.deepEqual(complaints, [])
  })

  test('says the same without scripts', async (t) => {
    const { page: plain } = await open(browser, t, report, language, { javaScriptEnabled: false })
    assert.equal(await shown(plain), await shown(page))
  })

  test('prints on A4', async () => {
    const pdf = await page.pdf({ format: 'A4', tagged: true, preferCSSPageSize: true })
    writeFileSync(join(shots, `${picked}.pdf`), pdf)
    const boxes = pdf.toString('latin1').match(/\/MediaBox\s*\[[^\]]*\]/g) ?? []
    assert.ok(boxes.length > 0, 'the file has no pages')
    for (const box of boxes) {
      const sides = box.match(/[\d.]+/g).slice(2).map(Number).sort((a, b) => a - b)
      assert.ok(Math.abs(sides[0] - 595) < 2 && Math.abs(sides[1] - 842) < 2, box)
    }
  })

  for (const width of widths) {
    test(`fits ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 900 })
      await picture(page, join(shots, `${picked}-${width}-top.png`), false)
      await picture(page, join(shots, `${picked}-${width}.png`))
      assert.deepEqual(await wide(page), [])
    })
  }

  test('keeps nobody out', { skip }, async () => {
    await page.setViewportSize({ width: widths[0], height: 900 })
    assert.deepEqual(await violations(page), [])
  })

  test('keeps nobody out in the dark', { skip }, async () => {
    if (!readFileSync(report, 'utf8').includes('prefers-color-scheme')) return
    await page.emulateMedia({ colorScheme: 'dark' })
    assert.deepEqual(await violations(page, colours), [])
  })

  test('changes language by keyboard', async () => {
    const other = language === 'en' ? 'zh-Hans' : 'en'
    await page.mouse.click(1, 1)
    assert.ok(await tabTo(page, `a[hreflang="${other}"]`), 'Tab never reaches the switch')
    await page.keyboard.press('Enter')
    await page.waitForLoadState()
    const heading = await page.locator('h1:visible').first().innerText()
    assert.equal(han.test(heading), other === 'zh-Hans', `the heading is "${heading}"`)
  })
}
