import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Settings } from '../../models/settings.ts'
import { withoutOwn } from '../runner/environment.ts'
import type { Places } from '../runner/places.ts'
import { postJson, webhook } from '../runner/post_json.ts'
import { Problem } from '../runner/problems.ts'
import { minuteOf } from '../runner/said.ts'
import type { Alert, Channel } from './book.ts'

/** Tells an alert; gives the fault in a sentence where it was not taken. */
export type Telling = (alert: Alert) => Promise<string | null>

/** The channels of the settings and the environment, each with its way of telling, which has so many seconds. */
export function channelsOf(
  { logs }: Pick<Places, 'logs'>,
  { alerts, shopName }: Pick<Settings, 'alerts' | 'shopName'>,
  { environment = process.env, seconds = 10 }: { environment?: NodeJS.ProcessEnv; seconds?: number } = {},
): Map<Channel, Telling> {
  const url = environment.RECOUP_ALERTS_URL || alerts.url
  if (url && !URL.canParse(url))
    throw new Problem('This is no address of a webhook.', {
      where: 'RECOUP_ALERTS_URL',
      next: 'give one that begins with https:// or http://.',
    })
  const { command } = alerts
  const channels = new Map<Channel, Telling>([['log', async (alert) => append(logs, alert)]])
  if (command)
    channels.set('command', (alert) => run(command, bodyOf(alert, shopName), { environment, seconds }))
  if (url)
    channels.set('webhook', (alert) => {
      const body = bodyOf(alert, shopName)
      return postJson(url, body, { ...webhook(body, environment.RECOUP_WEBHOOK_SECRET), seconds })
    })
  return channels
}

/** What Slack shows, and for programs the same in parts. */
const bodyOf = (alert: Alert, shop: string): string =>
  JSON.stringify({
    text: `${shop}: ${alert.state === 'cleared' ? `no more since ${minuteOf(alert.at)} UTC: ` : ''}${alert.what}`,
    shop,
    ...alert,
  })

function append(logs: string, alert: Alert): null {
  mkdirSync(logs, { recursive: true })
  appendFileSync(join(logs, 'alerts.ndjson'), `${JSON.stringify(alert)}\n`)
  return null
}

/** Starts the program without a shell and without this program's secrets. Its arguments may hold some of its own. */
function run(
  [program = '', ...args]: readonly string[],
  body: string,
  { environment, seconds }: { environment: NodeJS.ProcessEnv; seconds: number },
): Promise<string | null> {
  const said = (what: string) => `The command ${basename(program)} ${what}.`
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: withoutOwn(environment),
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    })
    child.on('error', (fault: NodeJS.ErrnoException) => resolve(said(`could not be started (${fault.code})`)))
    child.on('close', (code) =>
      resolve(
        code === 0 ? null : said(code === null ? `took over ${seconds} seconds` : `ended with ${code}`),
      ),
    )
    // A program that reads nothing says by its end whether it took it.
    child.stdin.on('error', () => undefined)
    child.stdin.end(body)
  })
}
