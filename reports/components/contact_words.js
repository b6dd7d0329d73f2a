// Names of what contacts with support are told apart by.

/** How the order stood when the customer made contact: its name, and what that says. */
export const STANDINGS = {
  held_up: { title: 'Held up', about: 'the carrier had reported trouble' },
  overdue: { title: 'Overdue', about: 'its promise had passed' },
  not_shipped: { title: 'Not shipped yet', about: 'and nothing else was wrong' },
  on_the_way: { title: 'On its way', about: 'and still in time' },
  delivered: { title: 'Delivered', about: 'no claim, no return' },
  claim: { title: 'Claimed', about: 'a claim had been made' },
  return: { title: 'Coming back', about: 'a return had been asked for' },
  no_parcel: { title: 'No parcel', about: 'no order named, or none with a parcel' },
}

/** What an order had gone through, in the order in which pages list it. */
export const OUTCOMES = {
  on_time: 'Came on time',
  late: 'Came late, or was overdue',
  return: 'A return was asked for',
  claim: 'A claim was made',
  none: 'None of these',
}

const TOPICS = { wismo: 'Where is my order' }

export const topicOf = (topic) => TOPICS[topic] ?? topic[0].toUpperCase() + topic.slice(1)
