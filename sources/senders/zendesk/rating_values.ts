import { type JsonObject, objectsIn, recordIn } from '../document.ts'
import type { Unfolded } from '../sender.ts'
import { ratings } from './ratings.ts'
import { utc } from './times.ts'

/** A rating of an answer or a warehouse's row: a word. */
export const ratingIn = (rating: JsonObject): Unfolded =>
  recordIn(ratings, rating, {
    score: typeof rating.score === 'string' ? rating.score.toLowerCase() : rating.score,
    is_of_survey: false,
    updated_at: utc(rating.updated_at ?? rating.created_at),
  })

/** The rating in an answered survey: a place on the scale that the shop chose, of two, three or five. */
export function* surveyRatingsIn(survey: JsonObject): Generator<Unfolded> {
  const ticket = ticketOf(survey)
  const answer = objectsIn(survey.answers).find(({ rating }) => typeof rating === 'number')
  if (!answer || ticket === undefined) return
  yield recordIn(ratings, survey, {
    ticket_id: ticket,
    score: outOfFive(answer),
    is_of_survey: true,
    updated_at: utc(answer.updated_at ?? answer.created_at),
  })
}

/** Surveys name what they are about as `zen:ticket:123`. */
function ticketOf({ subjects, subject_zrns }: JsonObject): string | undefined {
  const names = [
    ...objectsIn(subjects).map(({ zrn }) => zrn),
    ...(Array.isArray(subject_zrns) ? subject_zrns : []),
  ]
  return names.map((name) => /:ticket:(\d+)$/.exec(String(name))?.[1]).find((ticket) => ticket !== undefined)
}

/** The lowest place is 1 and the highest 5, whatever the scale. */
function outOfFive({ rating, question }: JsonObject): number {
  const options = question && typeof question === 'object' && 'options' in question ? question.options : []
  const places = objectsIn(options).flatMap((option) =>
    typeof option.rating === 'number' ? [option.rating] : [],
  )
  const [least, most] = [Math.min(...places), Math.max(...places)]
  return places.length < 2 || least === most
    ? Number(rating)
    : Math.round(1 + (4 * (Number(rating) - least)) / (most - least))
}
