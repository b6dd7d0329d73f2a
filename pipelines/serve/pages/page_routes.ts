import send from '@fastify/send'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contentPolicy } from '../content_policy.ts'
import { answerRefusal, wantsPage } from '../faults.ts'
import type { OnAct } from '../on_act.ts'
import { noSitePage } from '../own_pages/no_site_page.ts'
import type { Cookies } from '../people/cookies.ts'
import { demandRole, mayAs } from '../people/enter.ts'
import { Refusal } from '../refusal.ts'
import { pathOf } from './address.ts'
import type { Packing } from './generation.ts'
import { holdsCases, pageOf } from './readers.ts'
import { Readings } from './readings.ts'
import type { Found, Sites } from './sites.ts'

type Parts = { readonly sites: Sites; readonly cookies: Cookies; readonly onAct: OnAct }

/** By which the server knows of which site the page is that asks for a file. */
const siteCookie = 'recoup_site'
/** By which pages know which of their links are of use to their reader. */
const roleCookie = 'recoup_role'

/** All other addresses are those of the built pages. */
export function pageRoutes(app: FastifyInstance, { sites, cookies, onAct }: Parts): void {
  const readings = new Readings(onAct)
  app.get('/*', { config: { role: 'anybody' } }, async (request, reply) => {
    const path = pathOf(request.url)
    const found = path === null ? undefined : sites.find(path, request.cookies[siteCookie])
    if (!found) return answerUnfound(request, reply, path, sites)

    const readers = found.generation.readers(found.file)
    if (readers !== 'anybody' && !request.known && wantsPage(request)) return toSignIn(request, reply)
    demandRole(request, readers)
    if (holdsCases(found.file, readers)) await readings.tell(request.person, found)
    if (pageOf(found.file) !== undefined) {
      cookies.csrf(reply)
      cookies.tell(reply, siteCookie, found.generation.id)
      cookies.tell(reply, roleCookie, request.person.role)
      reply.header('content-security-policy', contentPolicy(found.generation.scripts(found.file)))
    }
    if (found.file === 'data/manifest.json' && !mayAs(request.known, 'reviewer'))
      return reply
        .type('application/json')
        .header('cache-control', noCache)
        .send(found.generation.everybodysManifest)
    return sendFile(found, request, reply)
  })
}

function answerUnfound(request: FastifyRequest, reply: FastifyReply, path: string | null, sites: Sites) {
  if (!request.known) {
    if (wantsPage(request)) return toSignIn(request, reply)
    demandRole(request, 'viewer')
  }
  const isPage = path !== null && sites.find(`${path}/`, undefined)
  if (isPage) return reply.redirect(`${encodeURI(path)}/${/\?.*$/.exec(request.url)?.[0] ?? ''}`)
  if (path === '/' && sites.newest() === null)
    return reply.code(503).type('text/html; charset=utf-8').send(noSitePage())
  const next = 'look at the address again, or begin at /.'
  return answerRefusal(
    new Refusal(404, 'There is nothing at this address.', { where: 'the address', next }),
    request,
    reply,
  )
}

const toSignIn = (request: FastifyRequest, reply: FastifyReply) =>
  reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`)

const noCache = 'private, no-cache'
const forGood = 'private, max-age=31536000, immutable'

async function sendFile({ generation, file }: Found, request: FastifyRequest, reply: FastifyReply) {
  const choices = generation.packings(file)
  const packing =
    request.headers.range === undefined ? chosen(choices, request.headers['accept-encoding']) : undefined
  const { statusCode, headers, stream, type } = await send(
    request.raw,
    encodeURI(`/${file}${packing?.ending ?? ''}`),
    { root: generation.folder, index: false, cacheControl: false, dotfiles: 'allow' },
  )
  if (type !== 'file' && statusCode === 404)
    throw new Refusal(404, 'The file is no longer there.', {
      where: 'the address',
      next: 'load the page again.',
    })
  reply.code(statusCode).headers(headers)
  reply.header('cache-control', file.startsWith('_app/immutable/') ? forGood : noCache)
  if (choices.length > 0) reply.header('vary', 'accept-encoding')
  if (packing && statusCode === 200) {
    const kind = send.mime.getType(file) ?? 'application/octet-stream'
    reply
      .type(send.isUtf8MimeType(kind) ? `${kind}; charset=utf-8` : kind)
      .header('content-encoding', packing.encoding)
  }
  return reply.send(stream)
}

/** The best packing that the browser can undo. */
function chosen(choices: readonly Packing[], accepted: unknown): Packing | undefined {
  const taken = String(accepted ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(';')[0]?.trim())
  return choices.find(({ encoding }) => taken.includes(encoding))
}
