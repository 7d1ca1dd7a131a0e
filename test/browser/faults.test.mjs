// Shows that the checks find what they look for, on a page that has it all.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { here, launch, open, outside, shown, tabTo, violations, wide } from './page.mjs'

const bad = join(here, 'bad.html')
let browser

before(async () => { browser = await launch() })
after(() => browser?.close())

test('a picture without words and pale letters keep people out', async (t) => {
  const { page } = await open(browser, t, bad, 'en')
  const found = (await violations(page)).map((v) => v.rule)
  for (const rule of ['image-alt', 'color-contrast', 'html-has-lang']) {
    assert.ok(found.includes(rule), `${rule} is not among ${found}`)
  }
})

test('what a page fetches and complains of is seen', async (t) => {
  const { page, complaints, fetched } = await open(browser, t, bad, 'en')
  await page.waitForLoadState('networkidle')
  assert.ok(outside(bad, fetched).some((url) => url.endsWith('/nowhere.png')))
  assert.ok(complaints.includes('complaint'))
})

test('what sticks out is named', async (t) => {
  const { page } = await open(browser, t, bad, 'en')
  assert.deepEqual(await wide(page), ['p.far to 3000 px'])
})

test('words that need a script are missed without it', async (t) => {
  const { page } = await open(browser, t, bad, 'en')
  const { page: plain } = await open(browser, t, bad, 'en', { javaScriptEnabled: false })
  assert.notEqual(await shown(plain), await shown(page))
})

test('a link that Tab passes over is not reached', async (t) => {
  const { page } = await open(browser, t, bad, 'en')
  assert.equal(await tabTo(page, 'a[hreflang]'), false)
})
