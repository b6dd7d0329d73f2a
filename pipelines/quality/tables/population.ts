import { choice } from '../../../warehouse/columns.ts'
import type { Population } from '../../evaluate/cases.ts'
import { populations } from '../../evaluate/cases.ts'

/** Which cases are judged together. */
export const population = choice(
  Object.keys(populations) as [Population, ...Population[]],
  'The cases that are judged together: claims of non-receipt, other claims, and returns at each stage that they reached.',
).required()
