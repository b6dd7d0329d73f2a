// The sentences at the head of each page, written from its figures. Each is { tone, text }.
import { count, counted, day, decimal, money, month, share, words } from './format.js'
import { mover } from './kpi.js'

const said = (tone, text) => ({ tone, text })
const sum = (rows, key) => rows.reduce((total, row) => total + (row[key] ?? 0), 0)

/** @param metrics described metrics @param members rows per carrier, warehouse … */
export function ofOverview(metrics, members, days, claims, overPaid, currency) {
  const sentences = []
  const margin = metrics.find(({ metric }) => metric === 'net_margin_after_returns')
  if (margin?.now !== null && margin !== undefined) {
    const moved =
      margin.before === null
        ? ''
        : `, ${money(Math.abs(margin.now - margin.before), currency)} ${margin.now < margin.before ? 'less' : 'more'} than in the ${days} days before`
    sentences.push(
      said(margin.change?.tone ?? 'same', `Net margin after returns was ${margin.text} in the ${days} days to ${margin.period.last_day}${moved}.`),
    )
  }
  const moved = metrics
    .filter((metric) => metric.change && metric.unit === 'share' && metric.change.relative)
    .sort((a, b) => Math.abs(b.change.relative) - Math.abs(a.change.relative))
  for (const [tone, word] of [['bad', 'worse'], ['good', 'better']]) {
    const metric = moved.find((candidate) => candidate.change.tone === tone)
    if (!metric) continue
    const by = mover(metric, members)
    sentences.push(
      said(tone, `What got ${word} most: ${metric.title.toLowerCase()}, from ${metric.textBefore} to ${metric.text}${by ? `; ${by.dimension.replace('_', ' ')} ${words(by.member)} moved it most` : ''}.`),
    )
  }
  const recoverable = sum(claims, 'value') + sum(overPaid, 'value')
  if (recoverable > 0) {
    const next = claims[0] ? ` The first carrier deadline is ${day(claims[0].due_on)}.` : ''
    sentences.push(said('do', `${money(recoverable, currency, true)} is recoverable now: ${counted(claims.length, 'carrier claim')} to file and ${counted(overPaid.length, 'order line')} paid out beyond their value.${next}`))
  }
  return sentences
}

export function ofRecovery(routes, claims, overPaid, days, currency) {
  const sentences = []
  const total = sum(routes, 'amount')
  const comparable = routes.length > 0 && routes.every((route) => route.is_comparable)
  if (routes.length > 0) {
    const before = sum(routes, 'amount_before')
    const moved = comparable ? `, ${money(Math.abs(total - before), currency)} ${total < before ? 'less' : 'more'} than in the ${days} days before` : ''
    sentences.push(said(!comparable || total === before ? 'same' : total > before ? 'good' : 'bad', `${money(total, currency)} of margin came back in the ${days} days to ${routes[0].last_day}, after the cost of review${moved}.`))
    const gains = routes.filter(({ amount }) => amount > 0).sort((a, b) => b.amount - a.amount)
    const gained = sum(gains, 'amount')
    if (gains.length > 1) sentences.push(said('same', `${words(gains[0].route)} brought most of it: ${share(gains[0].amount / gained)} of what came back.`))
  }
  const soon = claims.filter(({ days_left }) => days_left <= 7)
  if (claims.length > 0) {
    sentences.push(said('do', `${counted(claims.length, 'carrier claim')} worth ${money(sum(claims, 'value'), currency, true)} can still be filed${soon.length > 0 ? `; ${soon.length === claims.length ? 'all' : soon.length} of them, worth ${money(sum(soon, 'value'), currency, true)}, within a week` : ''}.`))
  }
  if (overPaid.length > 0) {
    sentences.push(said('do', `${counted(overPaid.length, 'order line was', 'order lines were')} paid out beyond what the customer paid, by ${money(sum(overPaid, 'value'), currency, true)} in all.`))
  }
  return sentences
}

export function ofQueue(queue, bands, currency) {
  const sentences = []
  const findings = queue.filter(({ is_finding }) => is_finding)
  const worth = sum(queue, 'expected_value')
  sentences.push(said('do', `${counted(queue.length, 'case is', 'cases are')} worth a look today, at an expected ${money(worth, currency)} in all.`))
  if (findings.length > 0) sentences.push(said('do', `${counted(findings.length, 'is an exact finding', 'are exact findings')} from the payout ledger and need no probability: start there.`))
  const cases = sum(bands, 'cases')
  const fast = sum(bands.filter(({ band }) => band === 'fast_track'), 'cases')
  if (cases > 0) sentences.push(said('fine', `${share(fast / cases)} of all scores (${count(fast)} of ${count(cases)}) let the customer through without delay: most claimants are honest.`))
  return sentences
}

export function ofCarriers(carriers, lanes, currency) {
  const promised = carriers.filter((carrier) => carrier.promised > 0).sort((a, b) => a.on_time / a.promised - b.on_time / b.promised)
  const sentences = []
  if (promised.length > 1) {
    const [worst] = promised
    const best = promised[promised.length - 1]
    sentences.push(said('same', `${best.carrier} keeps its promise most often (${share(best.on_time / best.promised)}), ${worst.carrier} least (${share(worst.on_time / worst.promised)}).`))
  }
  const late = sum(carriers, 'late')
  const causes = [['the carrier', 'late_by_carrier'], ['our warehouse', 'late_by_warehouse'], ['the address or the customer', 'late_by_address']]
    .map(([name, key]) => ({ name, parcels: sum(carriers, key) }))
    .sort((a, b) => b.parcels - a.parcels)
  if (late > 0) sentences.push(said('same', `Of ${counted(late, 'late parcel')}, ${share(causes[0].parcels / late)} were late because of ${causes[0].name} and ${share(causes[1].parcels / late)} because of ${causes[1].name}.`))
  const parcels = sum(carriers, 'parcels')
  const lost = sum(carriers, 'lost')
  if (parcels > 0) {
    const lane = lanes[0]
    const where = lane ? `; most on ${lane.carrier} through ${lane.facility}${lane.region ? ` to ${lane.region}` : ''}, where ${share(lane.loss_rate)} go missing` : ''
    sentences.push(said('same', `${count(lost)} of ${counted(parcels, 'parcel')} went missing (${share(lost / parcels)})${where}.`))
  }
  const freight = sum(carriers, 'freight_amount')
  if (parcels > 0 && freight > 0) sentences.push(said('same', `A parcel costs ${money(freight / parcels, currency, true)} to send on average.`))
  return sentences
}

export function ofHealth(feeds, checks, runs) {
  const sentences = []
  const [last] = runs
  if (last) sentences.push(said(last.outcome === 'succeeded' ? 'fine' : 'fault', `The run before this snapshot ${last.outcome === 'interrupted' ? 'was interrupted' : last.outcome} (${last.started}); ${counted(last.steps_run, 'step')} ran, ${counted(last.steps_skipped, 'step')} had nothing new.`))
  const read = sum(feeds, 'rows_read')
  const held = sum(feeds, 'rows_held')
  const failing = sum(feeds, 'files_failing')
  const unaccounted = read - sum(feeds, 'rows_accepted') - sum(feeds, 'rows_quarantined') - sum(feeds, 'rows_repeated')
  if (failing > 0) sentences.push(said('do', `${counted(failing, 'file was', 'files were')} not loaded; below is why.`))
  if (read > 0) {
    sentences.push(said(held > 0 ? 'do' : 'fine', `${counted(held, 'row is', 'rows are')} in quarantine of ${counted(read, 'row')} read (${share(held / read)}).`))
    sentences.push(unaccounted === 0 ? said('fine', 'Every row read was accepted, quarantined or an exact repeat: none is lost.') : said('fault', `${counted(Math.abs(unaccounted), 'row')} read ${unaccounted > 0 ? 'are unaccounted for' : 'were counted more than once'}.`))
  }
  const broken = checks.filter(({ offending }) => offending > 0)
  if (checks.length > 0) sentences.push(broken.length === 0 ? said('fine', `All ${counted(checks.length, 'check')} hold.`) : said('do', `${counted(broken.length, 'check')} of ${checks.length} found offending rows: ${broken[0].check_sentence} (${broken[0].table_name}, ${counted(broken[0].offending, 'row')})${broken.length > 1 ? ' and others' : ''}.`))
  return sentences
}

/** @param asked parcels in trouble by whether the customer was told first */
export function ofExceptions(toWarn, asked, currency) {
  const sentences = []
  if (toWarn.length > 0) sentences.push(said('do', `${counted(toWarn.length, 'customer')} should hear of trouble with a parcel before they ask; the orders hold goods worth ${money(sum(toWarn, 'value'), currency, true)}. The first is due on ${day(toWarn[0].due_on)}.`))
  const [told, untold] = [true, false].map((isTold) => asked.find(({ is_told_first }) => is_told_first === isTold))
  const parcels = sum(asked, 'parcels')
  if (parcels > 0) sentences.push(said('same', `${share((told?.parcels ?? 0) / parcels)} of customers whose parcel was in trouble were told before they asked.`))
  if (told && untold) sentences.push(said('same', `Of those told first ${share(told.share_asked)} asked where the order is, of the others ${share(untold.share_asked)}.`))
  return sentences
}

/** @param steps the newest month of each step of a return */
export function ofReturnsFlow(toRoute, steps, currency) {
  const sentences = []
  const late = toRoute.filter(({ why }) => why === 'waits too long')
  if (toRoute.length > 0) sentences.push(said('do', `${counted(toRoute.length, 'returned line')} should move${late.length > 0 ? `; ${counted(late.length, 'has', 'have')} waited too long and lost ${money(sum(late, 'value'), currency, true)} by it` : ''}.`))
  // How long customers take to ask is no step of the shop's.
  const slowest = steps.filter(({ metric }) => metric !== 'days_to_return').sort((a, b) => b.p90 - a.p90)[0]
  if (slowest) sentences.push(said('same', `${slowest.title}: half within ${decimal(slowest.p50)} days, nine tenths within ${decimal(slowest.p90)}.`))
  return sentences
}

/** "January to March 2026" */
export function spanOfMonths(first, last) {
  if (first === last) return month(last)
  const [from, to] = [month(first), month(last)]
  return from.slice(-4) === to.slice(-4) ? `${from.slice(0, -5)} to ${to}` : `${from} to ${to}`
}
