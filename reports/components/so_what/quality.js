import { bits, count, counted, decimal, fixed, share, words } from '../format.js'
import { differ } from '../shares.js'
import { said, sum } from './said.js'

/** Cases drawn by lot below which little is known of what the queue passes over. */
const FEW_DRAWN = 30
const range = (row, key, format = share) => `${format(row[`${key}_low`])} to ${format(row[`${key}_high`])}`

/** What a score's precision is, beside the best that is had without one. */
function againstOthers(rankings) {
  const score = rankings.find(({ ranking }) => ranking === 'score')
  if (!score || score.precision === null) return []
  const [best] = rankings.filter(({ ranking, precision }) => !['score', 'chance'].includes(ranking) && precision !== null).sort((a, b) => b.precision - a.precision)
  const found = `Of the cases with the highest scores, as many as the queue shows, ${share(score.precision)} are abuse (${range(score, 'precision')})`
  if (!best) return [said('same', `${found}.`)]
  const beside = `; of as many by ${best.ranking}, the best simpler ranking, ${share(best.precision)}`
  if (score.precision_low > best.precision_high) return [said('fine', `${found}${beside}: the score is better.`)]
  if (score.precision_high < best.precision_low) return [said('fault', `${found}${beside}: the score is worse. Look at its signals below, and ask recoup propose.`)]
  return [said('same', `${found}${beside}: the ranges overlap, so the two cannot be told apart yet.`)]
}

function calibration(of) {
  const figures = `Its Brier score is ${fixed(of.brier, 3)} (${range(of, 'brier', (value) => fixed(value, 3))}), against ${fixed(of.brier_of_prior, 3)} of giving every case its prior`
  if (of.brier_high < of.brier_of_prior) return said('fine', `${figures}: the percentages say more than the prior alone.`)
  if (of.brier_low > of.brier_of_prior) return said('do', `${figures}: rank by the score, but do not trust its percentages. Check the prior in the settings.`)
  return said('same', `${figures}: not clearly better, so rank by the score and read its percentages with care.`)
}

/** Whether abuse is rarer where a signal fired than where it did not, by more than chance would seldom make it. */
function isRarer({ cases, fired, precision, lift }) {
  if (!lift || lift >= 1) return false
  const abusive = (precision / lift) * cases
  const where = { numerator: precision * fired, denominator: fired }
  return differ(where, { numerator: abusive - where.numerator, denominator: cases - fired })
}

/** The signal that speaks loudest against customers among whom abuse is rarer. */
function misleading(signals) {
  const [worst] = signals
    .filter((signal) => !signal.is_trial && signal.bits > 0 && isRarer(signal))
    .sort((a, b) => b.bits * (1 - b.lift) * b.fired - a.bits * (1 - a.lift) * a.fired)
  if (!worst) return []
  return [said('do', `${words(worst.signal)} speaks against the customer (${bits(worst.bits)} on average), yet of the ${counted(worst.fired, 'decided case')} where it fired fewer than usual were abuse (${decimal(worst.lift)} times the usual share): ask recoup propose what it should weigh.`)]
}

/** @param of the decided cases of one kind @param challenger the measures of the proposal in shadow, if one runs */
export function ofQuality(of, rankings, recall, whole, signals, challenger) {
  if (!of) return []
  const rests = `${counted(of.cases, 'decided case')} of this kind, ${count(of.abusive)} found abusive`
  if (!of.is_enough) {
    return [said('do', `${rests}: too few to judge, for it takes ten abusive ones and ten others. Decide more cases, and each that the queue shows: some of them are drawn by lot, and only those tell what it misses.`)]
  }
  const sentences = againstOthers(rankings)
  const all = recall.find(({ division }) => division === 'all')
  if (all?.shown !== null && all?.shown !== undefined) sentences.push(said('same', `Of the abuse that people found it shows ${share(all.shown)} (${range(all, 'shown')})${whole?.false_positive_rate === null || whole === undefined ? '' : `, and of honest cases ${share(whole.false_positive_rate)} (${range(whole, 'false_positive_rate')})`}.`))
  sentences.push(calibration(of))
  sentences.push(...misleading(signals))
  for (const { measure, difference_low: low, difference_high: high, better, proposal_id } of challenger) {
    if (measure !== 'average_precision' || low === null) continue
    if (low * better > 0 && high * better > 0) sentences.push(said('do', `The proposal in shadow (${proposal_id}) ranks better than the present weights: consider taking it on.`))
    if (low * better < 0 && high * better < 0) sentences.push(said('fault', `The proposal in shadow (${proposal_id}) ranks worse than the present weights: do not take it on.`))
  }
  if (of.drawn < FEW_DRAWN) sentences.push(said('same', `It rests on ${rests}; only ${counted(of.drawn, 'was', 'were')} drawn by lot, so little is known of what the queue passes over.`))
  return sentences
}

/** The decisions of some rows, added up. */
export const totalOf = (rows) =>
  Object.fromEntries(
    ['decisions', 'banded', 'let_through', 'looked_in_vain', 'first_decisions', 'within_a_day', 'within_three_days', 'within_a_week'].map((key) => [key, sum(rows, key)]),
  )
