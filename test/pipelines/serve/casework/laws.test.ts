import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DeskState } from '../../../../pipelines/serve/api/contract.ts'
import { Conflict, KeyTaken, NotTheirs } from '../../../../pipelines/serve/casework/refusals.ts'
import { asked, claim, Desk, person } from './desk.ts'

const people = [person('rita'), person('max'), person('chief', 'admin')] as const
const ids = ['A', 'B'] as const

const who = fc.nat(people.length - 1)
const which = fc.constantFrom(...ids)
const doing = fc.record({ who, which })
/** What somebody does; `stale` is how many entries of the case they have not seen. */
const act = fc.oneof(
  doing.map((of) => ({ ...of, does: 'take' as const })),
  doing.map((of) => ({ ...of, does: 'release' as const })),
  fc.record({
    does: fc.constant('decide' as const),
    who,
    which,
    stale: fc.constantFrom(0, 0, 0, 1),
    key: fc.constantFrom('k1', 'k2', 'k3'),
    finding: fc.constantFrom('abuse', 'legitimate'),
    action: fc.constantFrom('deny', 'ask_proof'),
    isAppeal: fc.boolean(),
  }),
  fc.record({
    does: fc.constant('undo' as const),
    who,
    nth: fc.constantFrom(0, 0, 1),
    key: fc.constantFrom('u1', 'u2'),
  }),
  fc.record({ does: fc.constant('wait' as const), seconds: fc.constantFrom(1, 61, 9 * 3_600) }),
  fc.record({ does: fc.constant('begin anew' as const) }),
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const entries = ({ version }: DeskState) => Number(version.split('.')[1])

/** Does what somebody does; gives how the case stands after it, nothing where it was refused as it may be. */
async function done(desk: Desk, one: Act): Promise<DeskState | undefined> {
  if (one.does === 'wait') desk.now += one.seconds * 1_000
  if (one.does === 'begin anew') desk.casework = desk.opened()
  if (one.does === 'wait' || one.does === 'begin anew') return undefined
  const by = people[one.who] as (typeof people)[number]
  try {
    if (one.does === 'undo') {
      const decision = desk.casework.written()[one.nth]
      return decision && (await desk.casework.undo(by, decision.decision_id, one.key))
    }
    const name = claim(one.which)
    const seen = desk.casework.state(name)
    if (one.does === 'take') return await desk.casework.take(by, name, seen)
    if (one.does === 'release') return await desk.casework.release(by, name, seen)
    const appealed = seen.decisions.findLast(({ undone_at }) => undone_at === null)
    const { finding, action } = one
    return await desk.casework.decide(
      by,
      name,
      asked(`claimed.${entries(seen) - one.stale}`, {
        finding,
        action,
        appeal_of: one.isAppeal ? (appealed?.decision_id ?? null) : null,
      }),
      one.key,
    )
  } catch (fault) {
    if ([Conflict, KeyTaken, NotTheirs].some((kind) => fault instanceof kind)) return undefined
    throw fault
  }
}

test('whatever people do one after another or at once, nothing answered is lost or there twice, and one holds a case', async () => {
  const seen = { answered: 0, refused: 0, undone: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
      async (rounds) => {
        const desk = new Desk(ids)
        try {
          const highest = new Map<string, number>()
          for (const together of rounds) {
            const before = new Map(ids.map((id) => [id as string, desk.casework.state(claim(id))]))
            const answers = await Promise.all(together.map((one) => done(desk, one)))
            const versions = new Map<string, string>()
            for (const state of answers) {
              seen[state ? 'answered' : 'refused'] += 1
              if (!state) continue
              const now = desk.casework.state(claim(state.case_id))
              expect(entries(now)).toBeGreaterThanOrEqual(entries(state))
              // All that the answer tells is there, in its order.
              const told = state.decisions.map(({ decision_id }) => decision_id)
              // No two entries are answered with one version.
              const version = `${state.case_id} ${state.version}`
              expect(versions.get(version) ?? told.join()).toBe(told.join())
              versions.set(version, told.join())
              expect(now.decisions.slice(0, told.length).map(({ decision_id }) => decision_id)).toEqual(told)
              const undone = state.decisions.filter(({ undone_at }) => undone_at)
              seen.undone += undone.length
              for (const { decision_id } of undone)
                expect(now.decisions.find((one) => one.decision_id === decision_id)?.undone_at).not.toBeNull()
            }
            for (const id of ids) {
              const now = desk.casework.state(claim(id))
              expect(entries(now)).toBeGreaterThanOrEqual(highest.get(id) ?? 0)
              highest.set(id, entries(now))
              // Nobody loses a case to somebody who was not free to take it.
              const held = before.get(id)?.taken
              const isLapsed = held && Date.parse(held.until) <= desk.now
              if (held && !isLapsed && now.taken && now.taken.reviewer !== held.reviewer)
                expect(entries(now)).toBeGreaterThan(entries(before.get(id) as DeskState) + 1)
            }
          }
          const decisions = desk.casework.written()
          expect(new Set(decisions.map(({ decision_id }) => decision_id)).size).toBe(decisions.length)
          for (const id of ids) {
            const told = desk.casework.state(claim(id)).decisions
            expect(told.map(({ decision_id }) => decision_id)).toEqual(
              told.map(({ decision_id }) => decision_id).sort(),
            )
          }
          expect(desk.opened().touched()).toEqual(desk.casework.touched())
          expect(desk.opened().written()).toEqual(decisions)
        } finally {
          desk.remove()
        }
      },
    ),
    { numRuns: 200 },
  )
  for (const often of Object.values(seen)) expect(often).toBeGreaterThan(0)
})
