import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { CaseLogs } from '../../../../pipelines/decide/case_logs.ts'
import { claim, Desk } from './desk.ts'

const reviewers = fileURLToPath(new URL('./reviewers.ts', import.meta.url))
type Answer = readonly [caseId: string, note: string, decisionId: string]

/** Lets fifty reviewers decide until they are killed, some time after the first answer; gives what was answered. */
async function answeredUntilKilled(folder: string, generation: string, afterMs: number): Promise<Answer[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', reviewers, folder, generation], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const answered = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      resolve()
    })
  })
  await Promise.race([answered, ended])
  await setTimeout(afterMs)
  child.kill('SIGKILL')
  await ended
  // The last line may have been cut while it was told.
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Answer)
}

test('fifty reviewers whose desk is killed again and again find all that was answered, once and in order', async () => {
  const desk = new Desk([])
  onTestFinished(() => desk.remove())
  const answered: Answer[] = []
  for (let nth = 0; nth < 5; nth += 1)
    answered.push(...(await answeredUntilKilled(desk.folder, `g${nth}`, 20 + nth * 31)))

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
