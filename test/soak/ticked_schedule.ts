/**
 * `recoup schedule` whose clock is another process's: each message is a time, at which it ticks, and is answered once it
 * has. The argument is the data directory.
 */
import { placesOf } from '../../pipelines/runner/places.ts'
import { readSettings } from '../../pipelines/runner/settings.ts'
import { schedule, type Ticks } from '../../pipelines/schedule.ts'

const [, , data = '', start = ''] = process.argv
let now = new Date(start)

const ticks: Ticks = (beat) => {
  process.on('message', async (time: string) => {
    now = new Date(time)
    await beat()
    if (process.connected) process.send?.('has ticked')
  })
  process.send?.('ready')
  return () => process.disconnect()
}

await schedule(placesOf({ data }), await readSettings(), {
  clock: () => now,
  ticks,
  tell: (sentence) => console.log(`${now.toISOString()} ${sentence}`),
})
