import { describe, expect, test } from 'vitest'

const { chipsOf, holderOf, isToDo, lastOfOthers, settledBy, unseenOf, withDecisionsOf } = await import(
  new URL('../../../../reports/components/desk/case_state.js', import.meta.url).href
)

const NOW = Date.parse('2026-03-02T10:00:00Z')
const rita = { name: 'rita', role: 'reviewer' }
const decision = (id: string, changes = {}) => ({
  decision_id: id,
  finding: 'abuse',
  action: 'deny',
  reviewer: 'bob',
  note: null,
  decided_at: '2026-03-02T09:58:00Z',
  appeal_of: null,
  undo_until: null,
  undone_at: null,
  ...changes,
})
const taken = {
  reviewer: 'bob',
  taken_at: '2026-03-02T09:00:00Z',
  until: '2026-03-02T17:00:00Z',
}
const state = (changes = {}) => ({
  case_type: 'claim',
  case_id: 'CL1',
  version: 'v',
  taken: null,
  decisions: [] as ReturnType<typeof decision>[],
  suppressions: [],
  ...changes,
})

describe('what settles a case', () => {
  test('the newest decision, unless it leaves the case open or was taken back', () => {
    expect(settledBy(state({ decisions: [decision('A')] })).decision_id).toBe('A')
    expect(settledBy(state({ decisions: [decision('A', { action: 'ask_proof' })] }))).toBeUndefined()
    expect(settledBy(state({ decisions: [decision('A', { action: 'escalate' })] }))).toBeUndefined()
    expect(settledBy(state({ decisions: [decision('A', { undone_at: 'then' })] }))).toBeUndefined()
    expect(settledBy(undefined)).toBeUndefined()
  })

  test('a case is to do while it is open and in nobody else’s hands', () => {
    expect(isToDo(undefined, rita, NOW)).toBe(true)
    expect(isToDo(state({ taken }), rita, NOW)).toBe(false)
    expect(isToDo(state({ taken: { ...taken, reviewer: 'rita' } }), rita, NOW)).toBe(true)
    expect(isToDo(state({ decisions: [decision('A')] }), rita, NOW)).toBe(false)
  })
})

test('a case that was taken is let go by itself', () => {
  expect(holderOf(state({ taken }), NOW)).toEqual(taken)
  expect(holderOf(state({ taken }), Date.parse(taken.until))).toBeUndefined()
})

describe('what a reviewer who writes has not seen', () => {
  test('somebody else’s decision, once', () => {
    const decided = state({ decisions: [decision('A')] })
    expect(unseenOf(decided, [], rita, NOW).decision.decision_id).toBe('A')
    expect(unseenOf(decided, ['A'], rita, NOW)).toBeUndefined()
  })

  test('neither their own doings nor what was taken back', () => {
    const own = state({
      taken: { ...taken, reviewer: 'rita' },
      decisions: [decision('A', { reviewer: 'rita' }), decision('B', { undone_at: 'then' })],
    })
    expect(unseenOf(own, [], rita, NOW)).toBeUndefined()
    expect(lastOfOthers(own, rita)).toBeUndefined()
  })

  test('that somebody else holds the case', () => {
    expect(unseenOf(state({ taken }), [], rita, NOW)).toEqual({ holder: taken })
  })
})

test.each([
  [state({ taken }), [{ tone: 'plain', text: 'taken by bob' }]],
  [state({ taken: { ...taken, reviewer: 'rita' } }), [{ tone: 'plain', text: 'taken by you' }]],
  [
    state({ decisions: [decision('A')] }),
    [{ tone: 'good', text: 'decided: abuse, deny by bob, 2 minutes ago' }],
  ],
  [
    state({ decisions: [decision('A', { action: 'ask_proof' })] }),
    [{ tone: 'warn', text: 'still open: abuse, ask for proof by bob, 2 minutes ago' }],
  ],
  [undefined, []],
])('a case of the queue says what happened to it: %#', (known, chips) => {
  expect(chipsOf(known, rita, NOW)).toEqual(chips)
})

test('the decisions written lately follow what happens to a case, newest first and each once', () => {
  const lately = [{ case_type: 'claim', case_id: 'CL1', ...decision('A') }]
  const news = state({ decisions: [decision('A', { undone_at: 'then' }), decision('B')] })
  const ids = withDecisionsOf(lately, news).map((one: Record<string, unknown>) => [
    one.decision_id,
    one.undone_at,
  ])
  expect(ids).toEqual([
    ['B', null],
    ['A', 'then'],
  ])
})
