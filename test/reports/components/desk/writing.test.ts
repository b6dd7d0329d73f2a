import { describe, expect, test } from 'vitest'
import { decisions } from '../../../../sources/feeds/decisions.ts'

const part = (name: string) =>
  import(new URL(`../../../../reports/components/desk/${name}.js`, import.meta.url).href)
const { ACTIONS, FINDINGS, saidOf } = await part('decision_words')
const { draftsOf, isBegun } = await part('drafts')
const { isAnswered, submissionOf } = await part('submission')
const { boundTo } = await part('keys')
const { ago, lasting, secondsUntil } = await part('moments')

test('a reviewer can find and do what the feed of decisions knows, and nothing else', () => {
  const values = (choices: { value: string }[]) => choices.map(({ value }) => value)
  expect(values(FINDINGS)).toEqual(decisions.columns.finding.facts.choices)
  expect(values(ACTIONS)).toEqual(decisions.columns.action.facts.choices)
  expect(saidOf({ finding: 'carrier_fault', action: 'ask_proof' })).toBe('carrier’s fault, ask for proof')
})

describe('a submission', () => {
  let made = 0
  const newKey = () => `key ${++made}`
  const entry = { finding: 'abuse', action: 'deny', note: null, appeal_of: null }

  test('sent again is the same, also where the case has changed meanwhile', () => {
    const first = submissionOf(undefined, entry, 'v1', newKey)
    expect(first.body).toEqual({ version: 'v1', ...entry })
    expect(submissionOf(first, { ...entry }, 'v2', newKey)).toBe(first)
  })

  test('of another entry is another one', () => {
    const first = submissionOf(undefined, entry, 'v1', newKey)
    const second = submissionOf(first, { ...entry, note: 'seen the scan' }, 'v2', newKey)
    expect(second.key).not.toBe(first.key)
    expect(second.body.version).toBe('v2')
  })

  test('is open until the desk has said what becomes of it', () => {
    expect([200, 409, 422].every(isAnswered)).toBe(true)
    expect([0, 401, 429, 500, 503].some(isAnswered)).toBe(false)
  })
})

describe('a draft', () => {
  const inMemory = () => {
    const kept = new Map<string, string>()
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    }
  }
  const claim = { case_type: 'claim', case_id: 'X1' }

  test('is kept for one case and one reviewer until it is dropped', () => {
    const storage = inMemory()
    const drafts = draftsOf(storage, { name: 'rita' })
    drafts.keep(claim, { note: 'half a sentence' })
    expect(draftsOf(storage, { name: 'rita' }).read(claim)).toEqual({ note: 'half a sentence' })
    expect(drafts.read({ ...claim, case_type: 'return' })).toBeUndefined()
    expect(draftsOf(storage, { name: 'bob' }).read(claim)).toBeUndefined()
    drafts.drop(claim)
    expect(drafts.read(claim)).toBeUndefined()
  })

  test('that is broken, or that the browser will not keep, is no draft', () => {
    const broken = { ...inMemory(), getItem: () => '{' }
    expect(draftsOf(broken, { name: 'rita' }).read(claim)).toBeUndefined()
  })

  test('holds something as soon as anything is chosen or written', () => {
    expect(isBegun({ note: '' })).toBe(false)
    expect(isBegun({ note: '', action: 'deny' })).toBe(true)
    expect(isBegun({ note: 'a' })).toBe(true)
  })
})

describe('a key', () => {
  const next = { keys: ['j', 'ArrowRight'] }
  const press = (key: string, target = {}, changes = {}) =>
    boundTo({ key, target: { tagName: 'BODY', ...target }, ...changes }, [next])

  test('does what it is for', () => {
    expect(press('j')).toBe(next)
    expect(press('ArrowRight')).toBe(next)
    expect(press('x')).toBeUndefined()
  })

  test('belongs to the field that it is typed into', () => {
    for (const target of [
      { tagName: 'TEXTAREA' },
      { tagName: 'SELECT' },
      { tagName: 'INPUT', type: 'search' },
      { isContentEditable: true },
    ])
      expect(press('j', target)).toBeUndefined()
    expect(press('j', { tagName: 'INPUT', type: 'radio' })).toBe(next)
    expect(press('ArrowRight', { tagName: 'INPUT', type: 'radio' })).toBeUndefined()
  })

  test('pressed with another one is the browser’s', () => {
    expect(press('j', {}, { ctrlKey: true })).toBeUndefined()
    expect(press('j', {}, { metaKey: true })).toBeUndefined()
  })
})

test('moments are told by how far they are', () => {
  const now = Date.parse('2026-03-02T10:00:00Z')
  expect(ago('2026-03-02T09:59:30Z', now)).toBe('just now')
  expect(ago('2026-03-02T09:58:00Z', now)).toBe('2 minutes ago')
  expect(ago('2026-03-02T07:00:00Z', now)).toBe('3 hours ago')
  expect(ago('2026-01-31T07:00:00Z', now)).toBe('on 31 Jan 2026')
  expect(lasting('2026-03-02T17:30:00Z', now)).toBe('for 7 hours more')
  expect(secondsUntil('2026-03-02T10:00:59Z', now)).toBe(59)
  expect(secondsUntil('2026-03-02T09:00:00Z', now)).toBe(0)
  expect(secondsUntil(null, now)).toBe(0)
})
