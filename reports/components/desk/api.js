// Asks the API of `recoup serve`. Where the pages are served by a plain host there is none, and nothing is asked.
import { heardFromServer } from './clock.js'

/** The mark that the server sets beside each page: pages give it back with every entry. */
const markIn = (cookies) => /(?:^|;\s*)recoup_csrf=([^;]+)/.exec(cookies)?.[1]

export const hasDesk = () => markIn(document.cookie) !== undefined

export const caseAddress = ({ case_type, case_id }) =>
  `/api/cases/${encodeURIComponent(case_type)}/${encodeURIComponent(case_id)}`

const UNREACHED = {
  what: 'The desk did not answer.',
  next: 'nothing is lost: press again once it does, and what you sent is written once.',
}
const UNCLEAR = { what: 'The desk could not be understood.', next: 'press again; nothing of yours is lost.' }

/**
 * One question or entry. It never throws: status 0 says that no answer came, and `problem` what went wrong.
 *
 * @param key of the submission, the same when it is sent again
 */
export async function ask(address, { method = 'GET', body, key } = {}) {
  const headers = {}
  if (method !== 'GET') headers['X-CSRF-Token'] = markIn(document.cookie) ?? ''
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (key !== undefined) headers['Idempotency-Key'] = key
  try {
    const response = await fetch(address, { method, headers, body: body && JSON.stringify(body) })
    heardFromServer(response.headers.get('date'))
    const text = await response.text()
    const { status } = response
    try {
      const answer = text === '' ? undefined : JSON.parse(text)
      return response.ok ? { status, answer } : { status, answer, problem: answer?.what ? answer : UNCLEAR }
    } catch {
      return { status: response.ok ? 0 : status, problem: UNCLEAR }
    }
  } catch {
    return { status: 0, problem: UNREACHED }
  }
}
