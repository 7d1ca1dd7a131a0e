// What the tests know of a browser: how to open a page and what to ask of it.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

// patience is how long a page may take beside the other steps of the gate, in ms: what
// is slow shows in bench/, and no test here rests on how busy the machine is.
export const patience = 120_000

export const here = dirname(fileURLToPath(import.meta.url))

const axe = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']
// The rules about room, and those about colours: what else there is stays as it
// is on a phone, and in the dark.
export const sizes = ['target-size', 'scrollable-region-focusable', 'color-contrast']
export const colours = ['color-contrast', 'link-in-text-block']
const tallest = 16000 // pixels that Chromium puts into one picture

// launch starts the system's Chromium.
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || which('chromium'),
    args: [
      '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic',
      '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync',
    ],
  })
}

function which(program) {
  return execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim()
}

// open shows a report in one language and notes everything that it complains
// of or fetches.
export async function open(browser, t, report, language, options = {}) {
  const context = await browser.newContext({
    bypassCSP: true, // only so that axe can be put into the page
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(patience)
  t.after(() => context.close())
  const page = await context.newPage()
  const complaints = []
  const fetched = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => fetched.push(request.url()))
  await page.goto(pathToFileURL(report).href)
  const link = page.locator(`a[hreflang="${language}"]:visible`).first()
  if (await link.count()) {
    await link.click()
    await page.waitForLoadState()
  }
  return { page, complaints, fetched }
}

// shown is the text that a reader sees.
export function shown(page) {
  return page.locator('body').innerText()
}

// violations lists what keeps people out, with the place and the reason.
export async function violations(page, runOnly = rules) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe)
  const result = await page.evaluate((runOnly) => window.axe.run({
    runOnly, resultTypes: ['violations'],
  }), runOnly)
  return result.violations.map((v) => ({
    rule: v.id,
    help: v.help,
    places: v.nodes.length,
    first: v.nodes[0].target.join(' '),
    why: v.nodes[0].failureSummary,
  }))
}

// wide names what sticks out of the page to the right.
export function wide(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    return [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > room + 1)
      .slice(0, 5)
      .map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class')} to ` +
        `${Math.round(e.getBoundingClientRect().right)} px`)
  })
}

// tabTo presses Tab until the focus is on something that matches.
export async function tabTo(page, selector) {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return true
  }
  return false
}

// outside lists what a page fetched beyond itself and pages beside it.
export function outside(report, fetched) {
  const folder = pathToFileURL(dirname(report)).href
  return fetched.filter((url) => !url.startsWith('data:') &&
    !(url.startsWith(folder) && url.split('#')[0].endsWith('.html')))
}

// picture saves the page as it looks now, whole or what is in sight, if pictures
// are wanted: no test looks at them, and they take a tenth of the time.
export async function picture(page, path, whole = true) {
  if (!process.env.SHOTS) return
  const { width, height: seen } = page.viewportSize()
  const height = whole ? await page.evaluate(() => document.documentElement.scrollHeight) : seen
  await page.screenshot({
    path,
    fullPage: whole,
    clip: { x: 0, y: 0, width, height: Math.min(height, tallest) },
  })
}
