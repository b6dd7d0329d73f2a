import { createHash } from 'node:crypto'
import type { Expression } from 'kysely'
import { choice, instant, money, number, text } from '../../warehouse/columns.ts'
import {
  add,
  bounded,
  concatAll,
  type Expr,
  joinTexts,
  md5Text,
  orElse,
  rounded,
  sumNumber,
  toNumber,
  toText,
  word,
} from '../../warehouse/functions.ts'
import { type Table, tables } from '../../warehouse/tables.ts'
import { claimFacts } from '../facts/claim_facts.ts'
import { returnFacts } from '../facts/return_facts.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { caseKey } from './case_key.ts'
import { allEvaluated, caseSignals } from './case_signals.ts'
import { bandOf, bandWords, expectedValueOf, mostLogOdds, scoreOf } from './valued.ts'

/** Digest of all that turns facts into a score: signals, weights, reasons, priors and costs. */
export const rulesetHash = (settings: Settings): string => {
  const { sql, parameters } = allEvaluated(settings).compile()
  const { priors, savedOnConfirmation, reviewCost, frictionCost } = settings
  const ruleset = [sql, parameters, priors, savedOnConfirmation, reviewCost, frictionCost, mostLogOdds]
  return createHash('sha256').update(JSON.stringify(ruleset)).digest('hex').slice(0, 32)
}

/** The log-odds of a share, in bits. */
const logOdds = (share: number) => Math.round(Math.log2(share / (1 - share)) * 1e4) / 1e4

const read = tables(claimFacts, returnFacts, caseSignals)

/** Digest of all facts of a case, in the order in which they are declared. */
const factsHash = (table: Table, fact: (name: string) => Expression<unknown>): Expr<string> =>
  md5Text(
    concatAll(
      Object.keys(table.columns).flatMap((name, index) => {
        const value = orElse(toText(fact(name)), '∅') as Expr<string>
        return index === 0 ? [value] : [word<string>('|'), value]
      }),
    ),
  ) as Expr<string>

export const caseScores = model({
  name: 'scores.case_scores',
  about: 'How likely each case was abuse, from what was known at its moment, and what a review was worth.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage'],
  load: byKey(['case_id']),
  columns: {
    ...caseKey,
    scored_as_of: instant('The moment of the stage: nothing later counts.').required(),
    score: number('Probability of abuse: 1 ÷ (1 + 2 to the power of −log_odds).')
      .required()
      .atLeast(0)
      .atMost(1),
    log_odds: number('Prior plus the weights of all signals, in bits, held within ±12.').required(),
    prior_log_odds: number(
      'Log-odds of abuse before any evidence, in bits, by case type (settings).',
    ).required(),
    expected_value: money(
      'What a review is worth: score × share saved × value − cost of the review − (1 − score) × cost of friction, in the reporting currency.',
    ).required(),
    band: choice(
      bandWords,
      'The fair next step: review where a review pays; ask for proof where abuse is likely but little is at stake; fast track below the prior; else standard.',
    ).required(),
    facts_hash: text(
      'Digest of the facts that the score was made from, and of the suppressions that silenced a signal.',
    ).required(),
    ruleset_hash: text('Digest of the signals, weights and settings that made it.').required(),
  },
  query: (settings) => {
    const ruleset = rulesetHash(settings)
    const claims = read
      .selectFrom('facts.claim_facts as f')
      .select(['f.case_type', 'f.case_id', 'f.stage', 'f.known_at', 'f.case_amount'])
      .select((r) => factsHash(claimFacts, (name) => r.ref(`f.${name as 'case_id'}`)).as('facts_hash'))
    const returns = read
      .selectFrom('facts.return_facts as f')
      .select(['f.case_type', 'f.case_id', 'f.stage', 'f.known_at', 'f.case_amount'])
      .select((r) => factsHash(returnFacts, (name) => r.ref(`f.${name as 'case_id'}`)).as('facts_hash'))
    const evidence = read
      .selectFrom('scores.case_signals as s')
      .select((r) => ['s.case_type', 's.case_id', 's.stage', sumNumber(r.ref('s.weight')).as('bits')])
      .groupBy(['s.case_type', 's.case_id', 's.stage'])
    const silenced = read
      .selectFrom('scores.case_signals as s')
      .select((r) => ['s.case_type', 's.case_id', 's.stage', joinTexts(r.ref('s.silenced_by'), ' ').as('by')])
      .where('s.silenced_by', 'is not', null)
      .groupBy(['s.case_type', 's.case_id', 's.stage'])
    const weighed = read
      .selectFrom(claims.unionAll(returns).as('f'))
      .leftJoin(evidence.as('e'), (j) =>
        j
          .onRef('e.case_type', '=', 'f.case_type')
          .onRef('e.case_id', '=', 'f.case_id')
          .onRef('e.stage', '=', 'f.stage'),
      )
      .leftJoin(silenced.as('q'), (j) =>
        j
          .onRef('q.case_type', '=', 'f.case_type')
          .onRef('q.case_id', '=', 'f.case_id')
          .onRef('q.stage', '=', 'f.stage'),
      )
      .select(['f.case_type', 'f.case_id', 'f.stage', 'f.known_at', 'f.case_amount'])
      .select((r) => {
        const hash = r
          .case()
          .when('q.by', 'is', null)
          .then(r.ref('f.facts_hash'))
          .else(md5Text(concatAll([r.ref('f.facts_hash'), word('|'), r.ref('q.by').$notNull()])))
          .end()
        const prior = toNumber(
          r
            .case()
            .when('f.case_type', '=', 'claim')
            .then(word<string>(String(logOdds(settings.priors.claim))))
            .else(word<string>(String(logOdds(settings.priors.return))))
            .end(),
        )
        const total = rounded(add(prior, orElse(r.ref('e.bits'), 0)), 4)
        return [
          hash.as('facts_hash'),
          prior.as('prior_log_odds'),
          bounded(total, -mostLogOdds, mostLogOdds).as('log_odds'),
        ]
      })
    const scored = read
      .selectFrom(weighed.as('w'))
      .select(['w.case_type', 'w.case_id', 'w.stage', 'w.known_at', 'w.case_amount', 'w.facts_hash'])
      .select((r) => ['w.prior_log_odds', 'w.log_odds', scoreOf(r.ref('w.log_odds')).as('score')])
    const valued = read
      .selectFrom(scored.as('s'))
      .selectAll('s')
      .select((r) => expectedValueOf(r.ref('s.case_amount'), r.ref('s.score'), settings).as('expected_value'))
    return read
      .selectFrom(valued.as('v'))
      .select(['v.case_type', 'v.case_id', 'v.stage', 'v.known_at as scored_as_of', 'v.score', 'v.log_odds'])
      .select((r) => [
        'v.prior_log_odds',
        'v.expected_value',
        bandOf({
          expectedValue: r.ref('v.expected_value'),
          score: r.ref('v.score'),
          logOdds: r.ref('v.log_odds'),
          priorLogOdds: r.ref('v.prior_log_odds'),
        }).as('band'),
        'v.facts_hash',
        word<string>(ruleset).as('ruleset_hash'),
      ])
  },
})
