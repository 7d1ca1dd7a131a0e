// A program that talks to an office, against the types that openapi-typescript
// makes of the office's own description: it enters goods, reads them to the end,
// does one act twice, writes over what it has read, and goes by the codes of what
// is refused. What the compiler has to refuse is marked as such.
//
//   npx openapi-typescript ADDRESS/api/v1/openapi.json -o api.ts
//   npx tsc && KEY=… node client.js ADDRESS

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import createClient from 'openapi-fetch'
import type { components, paths } from './api.js'

type Problem = components['schemas']['problem']
type Entry = components['schemas']['batch.201']
type Good = components['schemas']['register-good']

const address = process.argv[2] + '/api/v1'
const headers = { Authorization: `Bearer ${process.env['KEY']}` }
const office = createClient<paths>({ baseUrl: address, headers })

// An Answered is what comes of a request: an answer or a problem.
interface Answered<T> { data?: T, error?: Problem, response: Response }

// right is the answer, where there is one.
function right<T>({ data, error }: Answered<T>): T {
  if (data === undefined) throw new Error(`${error?.code}: ${error?.detail}`)
  return data
}

// wrong is the problem, which has to come with a status.
function wrong<T>({ error, response }: Answered<T>, status: number): Problem {
  assert.equal(response.status, status)
  assert.equal(response.headers.get('Content-Type'), 'application/problem+json')
  assert.ok(error)
  assert.equal(error.status, status)
  assert.equal(error.type, 'urn:hinterland:refusal:' + error.code)
  return error
}

// entry tells the entry of an act that was done from the changes of a preview.
function entry(data: Entry | components['schemas']['batch.200']): Entry {
  assert.ok('number' in data)
  return data
}

// register enters a good under a name of the request.
function register(body: Good, request: string) {
  return office.POST('/acts/register-good', {
    body, params: { header: { 'Idempotency-Key': request } },
  })
}

// allGoods reads the list part by part.
async function allGoods(limit: number): Promise<string[]> {
  const codes: string[] = []
  for (let query: { limit: number, after?: string } | undefined = { limit }; query;) {
    const part: components['schemas']['read-goods.200'] =
      right(await office.GET('/goods', { params: { query } }))
    codes.push(...part.items.map((good) => good.code))
    const after = part.next && new URL(part.next, address).searchParams.get('after')
    query = after ? { limit, after } : undefined
  }
  return codes
}

const self = right(await office.GET('/self'))
assert.equal(self.party, 'office')

// A list comes to its end, each record once, whatever the length of its parts.
const codes = ['chaff', 'flour', 'hemp', 'ramie', 'straw']
for (const code of codes) {
  right(await register({ code, name: { en: code }, unit: 't', decimals: 3 }, randomUUID()))
}
for (const limit of [1, 2, 5, 6]) assert.deepEqual((await allGoods(limit)).sort(), codes)

// The same request twice has one effect, and one answer.
const oats: Good = { code: 'oats', name: { en: 'Oats' }, unit: 't', decimals: 3 }
const preview = right(await office.POST('/acts/register-good', {
  body: oats, params: { header: { 'Idempotency-Key': 'oats' }, query: { preview: true } },
}))
assert.ok(!('number' in preview))
assert.equal(preview.changes.length, 1)
const once = entry(right(await register(oats, 'oats')))
const again = entry(right(await register(oats, 'oats')))
assert.deepEqual(again, once)
assert.equal(once.by, self.person)
assert.equal((await allGoods(200)).length, codes.length + 1)
assert.equal(wrong(await register({ ...oats, code: 'rye' }, 'oats'), 409).code, 'key.used')

// What was read is written over once, and not by who has read what stood before.
const path = { code: 'office' }
const read = await office.GET('/parties/{code}', { params: { path } })
const tag = read.response.headers.get('ETag')
assert.ok(tag)
const unchanged = await office.GET('/parties/{code}', {
  params: { path, header: { 'If-None-Match': tag } },
})
assert.equal(unchanged.response.status, 304)

function rename(en: string) {
  return office.POST('/acts/name-party', {
    body: { code: 'office', name: { en } },
    params: { header: { 'Idempotency-Key': randomUUID(), 'If-Match': tag! } },
  })
}
right(await rename('Office of the county'))
const late = wrong(await rename('Office of the town'), 412)
assert.equal(late.code, 'act.base')
assert.equal(right(await office.GET('/parties/{code}', { params: { path } })).name['en'],
  'Office of the county')

// A fault names its field, and what to do.
const odd = wrong(await register({ ...oats, code: 'Not a code' }, randomUUID()), 422)
assert.equal(odd.faults[0]?.field, 'code')
assert.equal(odd.faults[0]?.value, 'Not a code')
assert.ok(odd.faults[0]?.remedy)
const stranger = createClient<paths>({ baseUrl: address })
assert.equal(wrong(await stranger.GET('/self'), 401).code, 'key.none')
const nowhere = await office.GET('/goods/{code}', { params: { path: { code: 'gold' } } })
assert.equal(wrong(nowhere, 404).faults.length, 1)

// What the compiler has to refuse; nothing of it is sent.
export function refused() {
  // @ts-expect-error: there is no such address
  void office.GET('/gods')
  // @ts-expect-error: there is no such query
  void office.GET('/agreements', { params: { query: { whit: 'mill' } } })
  // @ts-expect-error: the request has no name
  void office.POST('/acts/register-good', { body: oats })
  const params = { header: { 'Idempotency-Key': 'x' } }
  // @ts-expect-error: a quantity is a text of decimals
  void office.POST('/acts/deliver', { params, body: { quantity: 12 } })
  // @ts-expect-error: a field is lacking
  void office.POST('/acts/register-good', { params, body: { code: 'rye' } })
}

console.log(`talked to ${right(await office.GET('/self')).charter.name['en']}`)
