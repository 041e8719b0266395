/** Days on which the rules of more than one board or rule changed. */

/** Trading rules of both exchanges: open opening call, market orders; a closing call on the SZSE main board. */
export const RULES_OF_2006 = '2006-07-01';
/** STAR opens, the first board with registration. */
export const STAR_OPENS = '2019-07-22';
/** Registration on ChiNext: limits of 20 %, the cage, maxima, trading after hours. */
export const CHINEXT_REGISTRATION = '2020-08-24';
/** Registration on the main boards, with the trading rules of 2023. */
export const MAIN_BOARD_REGISTRATION = '2023-04-10';
/** The trading rules of 2026. */
export const RULES_OF_2026 = '2026-07-06';
