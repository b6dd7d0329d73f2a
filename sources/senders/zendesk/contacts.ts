import { contacts as feed } from '../../feeds/contacts.ts'
import { landed, type Mapping } from '../sender.ts'
import { comments } from './comments.ts'
import { orderBy, topicBy } from './contact_rules.ts'
import { ratings } from './ratings.ts'
import { statusChanges } from './status_changes.ts'
import { ticketMetrics } from './ticket_metrics.ts'
import { tickets, zendeskTickets } from './tickets.ts'
import { users } from './users.ts'

/** Of a word that a rating is given in; null where none was given yet, or it is not told which. */
const satisfaction = `case
    when score in ('offered', 'unoffered') or starts_with(score, 'received') then null
    when score in ('good', 'good_with_comment', 'good_without_comment') then '5'
    when score in ('bad', 'bad_with_comment', 'bad_without_comment') then '1'
    else score end`

/** The last of a column that a ticket was seen with: an event of a webhook tells less of it than an export. */
const last = (column: string): string =>
  `arg_max(${column}, (version_at, t.file_number, row_number)) as ${column}`

/**
 * Every ticket that was seen before it was deleted, as it was last seen then. Only so does it not matter whether
 * its deletion is loaded first.
 */
export const contacts: Mapping = {
  feed,
  select: ({ zendesk }) => `
    with here as (
      select ticket_id, max(file_number) as file_number from ${landed(tickets)} group by ticket_id
    ), live as (
      select ticket_id, ${[
        'requester_id',
        'opened_at',
        'status',
        'via_channel',
        'subject',
        'description',
        'tags',
        'fields',
      ]
        .map(last)
        .join(', ')}, max(version_at) as changed_at
      from ${zendeskTickets.raw.name} t semi join here using (ticket_id)
      where status not in ('deleted', 'scrubbed') group by ticket_id
    ), accounts as (
      select requester_id, arg_max(customer_id, version_at) as customer_id, max(version_at) as changed_at
      from ${landed(users)} group by requester_id
    ), answered as (
      select ticket_id, min(c.updated_at) filter (
        where is_public and author_id is distinct from requester_id and c.updated_at > opened_at
      ) as first_answer_at, max(version_at) as changed_at
      from ${landed(comments)} c join live using (ticket_id) group by ticket_id
    ), changes as (
      select ticket_id, max(updated_at) filter (where status = 'solved') as solved_at,
        max(updated_at) filter (where status = 'closed') as closed_at, max(version_at) as changed_at
      from ${landed(statusChanges)} group by ticket_id
    ), measured as (
      select ticket_id, any_value(coalesce(reply_seconds, reply_minutes * 60)) as reply_seconds,
        any_value(solved_at) as solved_at, max(version_at) as changed_at
      from ${landed(ticketMetrics)} group by ticket_id
    ), scores as (
      select ticket_id, ${satisfaction} as score, is_of_survey, version_at from ${landed(ratings)}
      union all
      select ticket_id, ${satisfaction}, false, version_at from ${zendeskTickets.raw.name} semi join here using (ticket_id)
    ), rated as (
      select ticket_id, arg_max(score, (is_of_survey, version_at)) as satisfaction, max(version_at) as changed_at
      from scores where score is not null group by ticket_id
    )
    select here.file_number, ticket_id as contact_id, opened_at, ${topicBy(zendesk)} as topic,
      ${orderBy(zendesk)} as order_id, customer_id, via_channel as channel,
      coalesce(opened_at + to_seconds(measured.reply_seconds), first_answer_at) as first_response_at,
      case when status in ('solved', 'closed', 'archived')
        then coalesce(greatest(measured.solved_at, changes.solved_at), closed_at) end as resolved_at,
      satisfaction,
      greatest(live.changed_at, accounts.changed_at, answered.changed_at, changes.changed_at,
        measured.changed_at, rated.changed_at) as updated_at
    from live join here using (ticket_id)
    left join accounts using (requester_id) left join answered using (ticket_id)
    left join changes using (ticket_id) left join measured using (ticket_id) left join rated using (ticket_id)
    where via_channel is null or via_channel not in ('side_conversation', 'sample_ticket')`,
}
