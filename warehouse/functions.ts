/**
 * The functions that models may use, each with one meaning on every engine. What a function becomes in SQL
 * stands in `duckdb/functions.ts` and `trino/functions.ts`; one that is missing there does not compile.
 */
import { aggregates } from './functions/aggregates.ts'
import { amounts } from './functions/amounts.ts'
import { conditions } from './functions/conditions.ts'
import { numbers } from './functions/numbers.ts'
import { texts } from './functions/texts.ts'
import { times } from './functions/times.ts'

export * from './functions/aggregates.ts'
export * from './functions/amounts.ts'
export * from './functions/conditions.ts'
export {
  type Cell,
  type Expr,
  type FunctionCase,
  type FunctionMeaning,
  over,
  word,
} from './functions/declare.ts'
export * from './functions/numbers.ts'
export * from './functions/texts.ts'
export * from './functions/times.ts'

export const functionMeanings = { ...amounts, ...numbers, ...times, ...texts, ...conditions, ...aggregates }

export type FunctionName = keyof typeof functionMeanings

export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functionMeanings, name)
