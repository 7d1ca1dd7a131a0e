// Makes a client from what an office says of itself, compiles a program against it,
// and lets that talk to the office. Both are told to a user in client.ts.
//
// HINTERLAND names the program; without it there is nothing to talk to.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { served } from '../browser/served.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const program = process.env.HINTERLAND
const skip = program ? false : 'HINTERLAND names no program'

// tool runs one of the packages beside this file, or what they have made.
function tool(path, args, env = {}) {
  try {
    return execFileSync(process.execPath, [join(here, path), ...args], {
      cwd: here, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...env },
    })
  } catch (e) {
    assert.fail(`${path}: ${e.stdout}${e.stderr}`)
  }
}

test('A generated client compiles and talks to the office', { skip }, async (t) => {
  const place = mkdtempSync(join(tmpdir(), 'client-'))
  const data = ['--data', join(place, 'office'), '--lang', 'en']
  const run = (...args) => execFileSync(program, [...args, ...data], { stdio: 'pipe' })
  run('init', '--name', 'Liuyang', '--clock', 'Asia/Shanghai', '--party', 'County office',
    '--person', 'Li Ming')
  const key = randomUUID()
  run('act', 'make-key', '--json', JSON.stringify({
    post: '1-2', title: 'Stock', may: 'act',
    digest: createHash('sha256').update(key).digest('hex'),
    last: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  }))
  const office = await served(program, ['serve', ...data, '--listen', '127.0.0.1:0'])
  t.after(async () => {
    await office.end()
    rmSync(place, { recursive: true })
  })

  tool('node_modules/openapi-typescript/bin/cli.js',
    [`${office.said}/api/v1/openapi.json`, '-o', 'api.ts'])
  tool('node_modules/typescript/bin/tsc', [])
  assert.equal(tool('client.js', [office.said], { KEY: key }), 'talked to Liuyang\n')
})
