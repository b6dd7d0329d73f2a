import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import autocannon, { type Client, type Result } from 'autocannon'
import { placesOf } from '../pipelines/runner/places.ts'
import type { DeskState, QueueRow } from '../pipelines/serve/api/contract.ts'
import { addUser } from '../pipelines/serve/people/manage.ts'
import { median } from './median.ts'

const connections = 50
/** Few enough that no case gathers more decisions than one ever would. */
const decisions = 20 * connections
const secondsEach = 5

type Row = { readonly what: string; readonly results: readonly Result[] }
type Queued = QueueRow & { readonly desk: DeskState }

/**
 * What the desk answers to 50 at once, beside a bare static server that answers with as many bytes. Servers have a
 * process of their own; the one that asks shares the machine with them.
 * @param data a data directory with a published snapshot; worked on in a copy
 */
export async function benchServe(data: string, rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'recoup-bench-'))
  const copy = join(folder, 'shop')
  mkdirSync(copy)
  for (const part of ['published', 'recoup.duckdb'])
    cpSync(join(data, part), join(copy, part), { recursive: true })
  const { token } = addUser(placesOf({ data: copy }).users, { name: 'bench', role: 'reviewer' })
  const desk = await started(['--import', 'tsx', 'bench/desk_server.ts', copy])
  try {
    const headers = { authorization: `Bearer ${token}` }
    const queue = await fetch(`${desk.address}api/queue`, { headers })
    const { cases } = (await queue.json()) as { cases: Queued[] }
    const [first] = cases
    if (!first || cases.length < connections)
      throw new Error(
        `The queue has ${cases.length} cases, and ${connections} are decided on at once: set queueCapacity higher, and queueDays.`,
      )
    const one = `api/cases/${first.case_type}/${encodeURIComponent(first.case_id)}`
    writeFileSync(join(folder, 'case.json'), await (await fetch(`${desk.address}${one}`, { headers })).text())
    const bare = await started(['bench/bare_server.js', folder])
    try {
      const rows: Record<'bare' | 'reading' | 'deciding', Result[]> = { bare: [], reading: [], deciding: [] }
      const versions = new Map(cases.map(({ case_id, desk }) => [case_id, desk.version]))
      for (let round = 0; round < rounds; round++) {
        rows.bare.push(await asked({ url: `${bare.address}case.json`, duration: secondsEach }))
        rows.reading.push(await asked({ url: `${desk.address}${one}`, headers, duration: secondsEach }))
        rows.deciding.push(await decided(desk.address, headers, cases, versions))
      }
      return printed([
        { what: 'a bare static server, as many bytes', results: rows.bare },
        { what: 'reading a case, with its line in the audit trail on the disk', results: rows.reading },
        { what: 'deciding, on the disk with its line in the audit trail', results: rows.deciding },
      ])
    } finally {
      bare.child.kill()
    }
  } finally {
    desk.child.kill()
    rmSync(folder, { recursive: true })
  }
}

async function asked(options: autocannon.Options): Promise<Result> {
  const result = await autocannon({ connections, ...options })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were refusals, ${result.errors} failed: nothing was measured.`)
  return result
}

/** Each connection decides on a case of its own, again and again. */
function decided(
  address: string,
  headers: Record<string, string>,
  cases: readonly Queued[],
  versions: Map<string, string>,
): Promise<Result> {
  let clients = 0
  return asked({
    url: address,
    amount: decisions,
    setupClient: (client: Client) => {
      const { case_type, case_id } = cases[clients++] as Queued
      const next = () =>
        client.setRequests([
          {
            method: 'POST',
            path: `/api/cases/${case_type}/${encodeURIComponent(case_id)}/decisions`,
            headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
            body: JSON.stringify({
              version: versions.get(case_id),
              finding: 'unresolved',
              action: 'ask_proof',
            }),
          },
        ])
      next()
      client.on('body', (body: Buffer) => {
        versions.set(case_id, (JSON.parse(body.toString()) as DeskState).version)
        next()
      })
    },
  } as autocannon.Options)
}

type Server = { readonly address: string; readonly child: ChildProcess }

/** A server in a process of its own, once it says at which address it answers. */
function started(args: readonly string[]): Promise<Server> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const child = spawn(process.execPath, [...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [address] = line.match(/http:\/\/\S+\//) ?? []
      if (address) resolve({ address, child })
    })
    child.on('close', (code) => reject(new Error(`${args.join(' ')} ended with ${code}.`)))
  })
}

const printed = (rows: readonly Row[]): string => {
  const perSecond = ({ results }: Row) =>
    median(results.map(({ requests, duration }) => requests.total / duration))
  const [bare] = rows
  return [
    `| ${connections} at once | answers/s | times the bare server’s | p50, ms | p99, ms |`,
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => {
      const of = (part: 'p50' | 'p99') => median(row.results.map(({ latency }) => latency[part])).toFixed(0)
      const share = bare ? perSecond(row) / perSecond(bare) : Number.NaN
      return `| ${row.what} | ${perSecond(row).toFixed(0)} | ${share.toFixed(2)} | ${of('p50')} | ${of('p99')} |`
    }),
  ].join('\n')
}
