import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Settings } from '../models/settings.ts'
import { AuditTrail, trailFolder } from './audit_trail.ts'
import { takeLock } from './runner/lock.ts'
import { asProblem } from './runner/machine_faults.ts'
import { type Places, preparePlaces } from './runner/places.ts'
import { Problem } from './runner/problems.ts'
import { Stopped, stoppable } from './runner/stopping.ts'
import { schedule } from './schedule.ts'
import type { Person } from './serve/api/contract.ts'
import { apiRoutes } from './serve/api/routes.ts'
import { Casework } from './serve/casework.ts'
import type { Limits } from './serve/limits.ts'
import { NewestBook } from './serve/newest_book.ts'
import { namesLoopback } from './serve/people/machines.ts'
import { People } from './serve/people/people.ts'
import { server } from './serve/server.ts'

export type ServeOptions = {
  readonly host: string
  readonly port: number
  /** Whether the schedule is to run beside it. */
  readonly withSchedule: boolean
  /** Told what happens, in sentences. */
  readonly tell: (sentence: string) => void
  readonly limits?: Limits
}

/** Serves the pages and the API of one shop until the process is asked to end, which it then does cleanly. */
export async function serve(places: Places, settings: Settings, options: ServeOptions): Promise<void> {
  const { tell, withSchedule } = options
  preparePlaces(places)
  const release = takeLock(places.serveLock, 'serve')
  try {
    await stoppable(async (stop) => {
      const asked = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()))
      const open = await openServer(places, settings, options)
      try {
        for (const sentence of open.said) tell(sentence)
        if (stop.aborted) return
        await (withSchedule ? schedule(places, settings, { tell }) : asked)
      } finally {
        await open.app.close()
      }
    })
  } catch (fault) {
    if (!(fault instanceof Stopped)) throw fault
    tell('The server has stopped.')
  } finally {
    release()
  }
}

export type OpenServer = {
  readonly app: FastifyInstance
  /** Such as `http://localhost:4280`. */
  readonly address: string
  /** Where it is, who may sign in, and what to do next. */
  readonly said: readonly string[]
}

/** Has the server listen. */
export async function openServer(
  places: Places,
  settings: Settings,
  { host, port, tell, limits }: Omit<ServeOptions, 'withSchedule'>,
): Promise<OpenServer> {
  const people = new People({ users: places.users, settings: settings.serve, host })
  demandSignIn(people, host, settings)
  const trail = new AuditTrail(trailFolder(places))
  const books = await NewestBook.open(places.snapshot, (fault) => tell(toldOfSnapshot(fault)))
  const casework = new Casework(places, settings, books)
  const isStillKnown = ({ name, role }: Person) =>
    !people.mustSignIn || people.active.some((one) => one.name === name && one.role === role)
  const app = await server({
    places,
    settings: settings.serve,
    people,
    tell,
    onAct: (act) => trail.write(act),
    ...(limits ? { limits } : {}),
    routes: (scope) => apiRoutes(scope, { books, casework, trail, isStillKnown }),
  })
  app.addHook('onClose', async () => books.close())
  try {
    await app.listen({ host, port })
  } catch (fault) {
    await app.close()
    throw notListening(fault, host, port)
  }
  const taken = (app.server.address() as AddressInfo).port
  const address = `http://${namesLoopback(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${taken}`
  return { app, address, said: [`The pages and the API: ${address}/`, ...saidOfPeople(people, settings)] }
}

function toldOfSnapshot(thrown: unknown): string {
  const fault = asProblem(thrown)
  return `The published snapshot cannot be read, so the one before it is shown: ${fault instanceof Problem ? fault.message : 'it is damaged, or of another version.'}`
}

function demandSignIn(people: People, host: string, { serve: { proxy } }: Settings): void {
  if (namesLoopback(host) || people.active.length > 0 || proxy?.nameHeader) return
  throw new Problem(`Everybody who reaches ${host} could read and decide: nobody has to sign in here yet.`, {
    where: '--host',
    next: 'add yourself with `recoup user add NAME --role admin`, then start it again; or serve this machine alone, without --host.',
  })
}

function saidOfPeople(people: People, { serve: { https, proxy } }: Settings): string[] {
  if (!people.mustSignIn)
    return [
      'Nobody signs in: whoever sits at this machine may do everything. `recoup user add NAME --role reviewer` changes that.',
    ]
  const names = people.active.map(({ name, role }) => `${name} (${role})`)
  return [
    names.length > 0
      ? `${names.join(', ')} may sign in${proxy?.nameHeader ? ', by a token or as the proxy names them' : ''}.`
      : 'Nobody can sign in: add somebody with `recoup user add NAME --role reviewer`.',
    ...(https || proxy
      ? []
      : ['Tokens go over the line as they are: for other machines put a proxy with https in front.']),
  ]
}

const reasons: Record<string, { readonly what: string; readonly next: string }> = {
  EADDRINUSE: {
    what: 'Something else listens there already',
    next: 'name another port with --port, or end what has it.',
  },
  EACCES: { what: 'This user may not listen there', next: 'name a port from 1024 on with --port.' },
  EADDRNOTAVAIL: { what: 'That is no address of this machine', next: 'name one that is with --host.' },
  ENOTFOUND: { what: 'There is no such host', next: 'name an address of this machine with --host.' },
}

function notListening(fault: unknown, host: string, port: number): unknown {
  const reason = reasons[(fault as NodeJS.ErrnoException).code ?? '']
  return reason
    ? new Problem(`${reason.what}: ${host}, port ${port}.`, { where: `${host}:${port}`, next: reason.next })
    : fault
}
