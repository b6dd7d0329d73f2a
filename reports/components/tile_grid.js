// States of the USA and provinces of Canada as squares at their rough place: [row, column], and their names.
const PLACES = {
  US: {
    AK: [2, 0, 'Alaska'], ME: [2, 11, 'Maine'], VT: [3, 10, 'Vermont'], NH: [3, 11, 'New Hampshire'],
    WA: [4, 1, 'Washington'], ID: [4, 2, 'Idaho'], MT: [4, 3, 'Montana'], ND: [4, 4, 'North Dakota'],
    MN: [4, 5, 'Minnesota'], IL: [4, 6, 'Illinois'], WI: [4, 7, 'Wisconsin'], MI: [4, 8, 'Michigan'],
    NY: [4, 9, 'New York'], RI: [4, 10, 'Rhode Island'], MA: [4, 11, 'Massachusetts'],
    OR: [5, 1, 'Oregon'], NV: [5, 2, 'Nevada'], WY: [5, 3, 'Wyoming'], SD: [5, 4, 'South Dakota'],
    IA: [5, 5, 'Iowa'], IN: [5, 6, 'Indiana'], OH: [5, 7, 'Ohio'], PA: [5, 8, 'Pennsylvania'],
    NJ: [5, 9, 'New Jersey'], CT: [5, 10, 'Connecticut'],
    CA: [6, 1, 'California'], UT: [6, 2, 'Utah'], CO: [6, 3, 'Colorado'], NE: [6, 4, 'Nebraska'],
    MO: [6, 5, 'Missouri'], KY: [6, 6, 'Kentucky'], WV: [6, 7, 'West Virginia'], VA: [6, 8, 'Virginia'],
    MD: [6, 9, 'Maryland'], DE: [6, 10, 'Delaware'],
    AZ: [7, 2, 'Arizona'], NM: [7, 3, 'New Mexico'], KS: [7, 4, 'Kansas'], AR: [7, 5, 'Arkansas'],
    TN: [7, 6, 'Tennessee'], NC: [7, 7, 'North Carolina'], SC: [7, 8, 'South Carolina'], DC: [7, 9, 'District of Columbia'],
    OK: [8, 4, 'Oklahoma'], LA: [8, 5, 'Louisiana'], MS: [8, 6, 'Mississippi'], AL: [8, 7, 'Alabama'],
    GA: [8, 8, 'Georgia'],
    HI: [9, 0, 'Hawaii'], TX: [9, 4, 'Texas'], FL: [9, 9, 'Florida'],
  },
  CA: {
    YT: [0, 1, 'Yukon'], NT: [0, 2, 'Northwest Territories'], NU: [0, 4, 'Nunavut'],
    BC: [1, 1, 'British Columbia'], AB: [1, 2, 'Alberta'], SK: [1, 3, 'Saskatchewan'], MB: [1, 4, 'Manitoba'],
    ON: [1, 6, 'Ontario'], QC: [1, 8, 'Quebec'], NL: [1, 11, 'Newfoundland and Labrador'],
    NB: [1, 9, 'New Brunswick'], PE: [1, 10, 'Prince Edward Island'], NS: [2, 10, 'Nova Scotia'],
  },
}

/** Every square: { country, code, name, row, column }. */
export const TILES = Object.entries(PLACES).flatMap(([country, places]) =>
  Object.entries(places).map(([code, [row, column, name]]) => ({ country, code, name, row, column })),
)

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()
const BY_NAME = new Map(TILES.flatMap((tile) => [tile.code, tile.name, `${tile.country}-${tile.code}`].map((name) => [`${tile.country} ${plain(name)}`, tile])))

/** The square of a region, by its code ("IL", "US-IL") or its name ("Illinois"); none where it has none. */
export const tileOf = (country, region) => (country && region ? BY_NAME.get(`${country} ${plain(region)}`) : undefined)
