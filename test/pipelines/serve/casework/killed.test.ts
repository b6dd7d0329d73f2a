import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { CaseLogs } from '../../../../pipelines/decide/case_logs.ts'
import { toldUntilKilled } from '../../told_until_killed.ts'
import { claim, Desk } from './desk.ts'

const reviewers = fileURLToPath(new URL('./reviewers.ts', import.meta.url))
type Answer = readonly [caseId: string, note: string, decisionId: string]

test('fifty reviewers whose desk is killed again and again find all that was answered, once and in order', async () => {
  const desk = new Desk([])
  onTestFinished(() => desk.remove())
  const answered: Answer[] = []
  for (let nth = 0; nth < 5; nth += 1) {
    const told = await toldUntilKilled([reviewers, desk.folder, `g${nth}`], {
      afterMs: 20 + nth * 31,
    })
    answered.push(...told.map((line) => JSON.parse(line) as Answer))
  }

  const logs = new CaseLogs(desk.places, 'test')
  await logs.decisions.mend()
  logs.refresh()
  const answers = new Map<string, Answer[]>()
  for (const answer of answered) answers.set(answer[0], [...(answers.get(answer[0]) ?? []), answer])
  expect(answers.size).toBe(50)
  for (const [caseId, told] of answers) {
    const written = logs.decisionsOn(claim(caseId))
    const notes = written.map(({ note }) => note)
    expect(new Set(notes).size).toBe(notes.length)
    const ids = written.map(({ decision_id }) => decision_id)
    expect(ids).toEqual([...ids].sort())
    const toldIds = told.map(([, , id]) => id)
    expect(ids.filter((id) => toldIds.includes(id))).toEqual(toldIds)
  }
})
