import { defaultSettings } from '../../../../models/settings.ts'
import { placesOf } from '../../../../pipelines/runner/places.ts'
import { Casework } from '../../../../pipelines/serve/casework.ts'
import { asked, claim, person } from './desk.ts'

/** Fifty reviewers who decide without end, each on a case of their own; each answer is told. For the test that kills them. */
const [, , data = '', generation = ''] = process.argv
const casework = new Casework(placesOf({ data }, {}), defaultSettings, {
  asOf: '2026-06-30 23:59:12',
  loadedAt: new Date(0),
  find: () => ({ stage: 'claimed', opened_at: '2026-06-30 20:00:00', decisions: [] }),
})

async function reviews(nth: number): Promise<void> {
  const by = person(`reviewer ${nth}`)
  const name = claim(`case ${nth}`)
  for (let count = 0; ; count += 1) {
    const note = `${generation}-${nth}-${count}`
    const { version } = casework.state(name)
    const state = await casework.decide(by, name, asked(version, { note }), note)
    process.stdout.write(`${JSON.stringify([name.case_id, note, state.decisions.at(-1)?.decision_id])}\n`)
  }
}

await Promise.all(Array.from({ length: 50 }, (_, nth) => reviews(nth)))
