// How the tests open an office to browsers and programs, and close it.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'

// served starts the program and waits until it says what is looked for, such as its
// address: said is that, and end closes the office.
export async function served(program, args, looked = /http:[^\s)]+\d/, options = {}) {
  const serving = spawn(program, args, options)
  const ended = new Promise((done) => serving.on('exit', done))
  const said = await new Promise((done, fail) => {
    let all = ''
    const hear = (text) => {
      all += text
      const found = all.match(looked)
      if (found) done(found[0])
    }
    serving.stdout.on('data', hear)
    serving.stderr.on('data', (text) => { all += text })
    serving.on('exit', () => fail(new Error(`it has ended: ${all}`)))
  })
  return {
    said,
    end: async () => {
      serving.kill('SIGINT')
      assert.equal(await ended, 0, 'the server does not end well')
    },
  }
}
