import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DeskState } from '../../../pipelines/serve/api/contract.ts'
import { Conflict, KeyTaken, NotTheirs, Unknown } from '../../../pipelines/serve/casework/refusals.ts'
import { asked, claim, Desk, person } from './casework/desk.ts'

const rita = person('rita')
const max = person('max')
const chief = person('chief', 'admin')

function opened(...ids: string[]): Desk {
  const desk = new Desk(ids)
  onTestFinished(() => desk.remove())
  return desk
}

const decide = (desk: Desk, by = rita, changed = {}, key = `${by.name} ${desk.now}`, id = 'A') =>
  desk.casework.decide(by, claim(id), asked(desk.casework.state(claim(id)).version, changed), key)

async function refusal(work: Promise<unknown>): Promise<Conflict> {
  const fault = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(fault).toBeInstanceOf(Conflict)
  return fault as Conflict
}

test('a decision is in the log that a load reads when it is answered, dated as the command dates it', async () => {
  const desk = opened('A')
  const state = await decide(desk, rita, { note: 'the porter signed' })
  const [file] = readdirSync(join(desk.folder, 'decisions')).filter((name) => /^[^_.]/.test(name))
  const line = readFileSync(join(desk.folder, 'decisions', file as string), 'utf8')

  expect(JSON.parse(line)).toMatchObject({
    case_type: 'claim',
    case_id: 'A',
    decided_at: '2026-07-01T08:00:00.000000Z',
    reviewer: 'rita',
    note: 'the porter signed',
  })
  expect(state.decisions).toMatchObject([
    { finding: 'abuse', undo_until: '2026-07-01T08:01:00.000Z', undone_at: null },
  ])
  expect(desk.casework.touched()).toEqual([state])
  expect(desk.casework.written()).toEqual([{ ...claim('A'), ...state.decisions[0] }])
})

test('what was taken in by the snapshot is no longer told as new', async () => {
  const desk = opened('A')
  const before = await decide(desk, rita, { action: 'ask_proof', finding: 'unresolved' })
  desk.cases.loadedAt = new Date(desk.now + 1)
  expect(desk.casework.touched()).toEqual([])
  expect(desk.casework.state(claim('A'))).toMatchObject({ version: before.version, decisions: [] })
  expect(desk.casework.written()).toHaveLength(1)
})

test('who takes a case holds it for eight hours, and nobody else decides meanwhile', async () => {
  const desk = opened('A')
  const taken = await desk.casework.take(rita, claim('A'), desk.casework.state(claim('A')))
  expect(taken.taken).toEqual({
    reviewer: 'rita',
    taken_at: '2026-07-01T08:00:00.000Z',
    until: '2026-07-01T16:00:00.000Z',
  })
  expect(await desk.casework.take(rita, claim('A'), { version: 'claimed.0' })).toEqual(taken)
  for (const work of [
    desk.casework.take(max, claim('A'), taken),
    desk.casework.release(max, claim('A'), taken),
    decide(desk, max),
  ])
    expect(await refusal(work)).toMatchObject({
      message: 'rita has taken A, until 2026-07-01 16:00:00 UTC.',
      desk: taken,
    })

  desk.now += 8 * 3_600_000
  expect(desk.casework.state(claim('A')).taken).toBeNull()
  expect((await decide(desk, max)).decisions).toHaveLength(1)
})

test('a case is let go by its holder, by an admin, and by a decision', async () => {
  const desk = opened('A', 'B')
  const taken = await desk.casework.take(rita, claim('A'), desk.casework.state(claim('A')))
  const free = await desk.casework.release(rita, claim('A'), taken)
  expect(free.taken).toBeNull()
  expect(await desk.casework.release(rita, claim('A'), taken)).toEqual(free)
  await desk.casework.take(rita, claim('A'), free)
  expect((await decide(desk)).taken).toBeNull()

  const other = await desk.casework.take(rita, claim('B'), desk.casework.state(claim('B')))
  expect((await desk.casework.release(chief, claim('B'), other)).taken).toBeNull()
})

test('who did not see what somebody did is told of it, and nothing is written', async () => {
  const desk = opened('A')
  const before = desk.casework.state(claim('A')).version
  const now = await decide(desk, rita, { note: 'only for reviewers' })
  const conflict = await refusal(desk.casework.decide(max, claim('A'), asked(before), 'k'))
  expect(conflict.desk).toEqual(now)
  expect(conflict.message).toBe(
    'Something happened to A since you looked at it: rita decided it at 08:00:00 UTC: abuse, deny.',
  )
  expect(conflict.where).toBe('claim A')

  desk.cases.queue.set('A', { stage: 'inspected', opened_at: '2026-07-01 09:00:00', decisions: [] })
  expect(await refusal(desk.casework.decide(max, claim('A'), asked(now.version), 'k'))).toMatchObject({
    message: 'A has come to another stage, or left the queue, since you looked at it.',
  })
})

test('what somebody else settled is looked at again by naming it; what asked for proof is simply gone on with', async () => {
  const desk = opened('A', 'B')
  const settled = (await decide(desk)).decisions[0]?.decision_id as string
  expect((await refusal(decide(desk, max))).next).toContain(`appeal ${settled}`)
  expect(await refusal(decide(desk, max, { appeal_of: 'DC-none' }))).toMatchObject({
    message: 'No decision DC-none stands on A.',
  })
  const appealed = await decide(desk, max, { appeal_of: settled, finding: 'legitimate', action: 'approve' })
  expect(appealed.decisions).toMatchObject([{ appeal_of: null }, { appeal_of: settled }])

  await decide(desk, rita, { action: 'ask_proof', finding: 'unresolved' }, 'k1', 'B')
  expect((await decide(desk, max, {}, 'k2', 'B')).decisions).toHaveLength(2)
})

test('a decision that left the queue can still be appealed, and nothing else that is not in it', async () => {
  const desk = opened('A')
  const settled = (await decide(desk)).decisions[0]?.decision_id as string
  desk.cases.queue.delete('A')
  expect((await decide(desk, max, { appeal_of: settled })).version).toBe('left.2')
  await expect(decide(desk, max, {}, 'k', 'no-such-case')).rejects.toThrow(Unknown)
  await expect(
    desk.casework.take(max, claim('no-such-case'), desk.casework.state(claim('no-such-case'))),
  ).rejects.toThrow(Unknown)
})

test('the same key again is answered again and writes nothing, also of two at once and after a new start', async () => {
  const desk = opened('A', 'B')
  const { version } = desk.casework.state(claim('A'))
  const send = (changed = {}, by = rita) =>
    desk.casework.decide(by, claim('A'), asked(version, { note: 'x', ...changed }), 'key')
  const [one, two] = await Promise.all([send(), send()])
  expect(one).toEqual(two)
  desk.casework = desk.opened()
  expect(await send()).toEqual(one)
  expect(desk.casework.written()).toHaveLength(1)

  await expect(send({ note: 'y' })).rejects.toThrow(KeyTaken)
  await expect(desk.casework.decide(rita, claim('B'), asked('claimed.0'), 'key')).rejects.toThrow(KeyTaken)
  await expect(desk.casework.undo(rita, one?.decisions[0]?.decision_id as string, 'key')).rejects.toThrow(
    KeyTaken,
  )
  await refusal(send({}, max))
})

test('within a minute its reviewer takes a decision back, and then it is in nobody’s way', async () => {
  const desk = opened('A')
  const id = (await decide(desk)).decisions[0]?.decision_id as string
  await expect(desk.casework.undo(max, id, 'k')).rejects.toThrow(NotTheirs)
  await expect(desk.casework.undo(rita, 'DC-none', 'k')).rejects.toThrow(Unknown)
  desk.now += 59_999
  const undone = await desk.casework.undo(rita, id, 'k')
  expect(undone.decisions).toMatchObject([{ undo_until: null, undone_at: '2026-07-01T08:00:59.999Z' }])
  expect(await desk.casework.undo(rita, id, 'k')).toEqual(undone)
  expect(await desk.casework.undo(rita, id, 'another key')).toEqual(undone)

  const next = (await decide(desk, max)).decisions[1]?.decision_id as string
  desk.now += 60_000
  expect((await refusal(desk.casework.undo(max, next, 'k'))).message).toMatch(/more than a minute ago/)
})

test('what somebody has appealed is not taken back beneath them', async () => {
  const desk = opened('A')
  const id = (await decide(desk)).decisions[0]?.decision_id as string
  await decide(desk, max, { appeal_of: id })
  expect((await refusal(desk.casework.undo(rita, id, 'k'))).message).toBe(
    'max has looked at the decision on A again, and it stands.',
  )
})

test('listeners are told of what is written here, and by another process once it is noticed', async () => {
  const desk = opened('A')
  const told: DeskState[] = []
  await decide(desk)
  const end = desk.casework.onChange((state) => told.push(state))
  onTestFinished(end)
  const again = await decide(desk, rita, { note: 'on second thoughts' }, 'k2')
  expect(told).toEqual([again])
  const elsewhere = await desk.opened().decide(rita, claim('A'), asked(again.version), 'k3')
  await expect.poll(() => told, { timeout: 10_000 }).toEqual([again, elsewhere])
})
