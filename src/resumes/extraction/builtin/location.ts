const CITIES =
  'remote|hybrid|london|new york|san francisco|seattle|boston|chicago|austin|los angeles|washington|berlin|munich|paris|lyon|madrid|barcelona|rome|milan|amsterdam|zurich|vienna|stockholm|dublin|toronto|ottawa|vancouver|montreal|sydney|melbourne|tokyo|singapore|hong kong|beijing|shanghai|shenzhen|guangzhou|hangzhou|nanjing|chengdu|wuhan|bangalore|bengaluru|mumbai|delhi|new delhi|hyderabad|chennai|pune|lagos|nairobi|cairo|dubai|北京市?|上海市?|深圳市?|广州市?|杭州市?|成都市?|武汉市?|南京市?|西安市?|苏州市?|天津市?|重庆市?|厦门市?|青岛市?|长沙市?|郑州市?|合肥市?';
const COUNTRIES =
  'usa|us|u\\.s\\.a?\\.?|uk|united states|united kingdom|england|scotland|ireland|canada|china|india|germany|france|spain|italy|sweden|nigeria|kenya|australia|japan|singapore|ontario|california|texas';
const LOCATION = new RegExp(`^(?:(?:${CITIES})(?:,\\s*(?:${COUNTRIES}|${CITIES}))?|(?:${COUNTRIES}))$`, 'iu');
const CITY_AND_COUNTRY = new RegExp(`^[\\p{L}. ]+,\\s*(?:${COUNTRIES})$`, 'iu');
const CITY_AND_STATE = /^\p{Lu}[\p{L}. ]+,\s*[A-Z]{2}(?:\s+\d{5})?$/u;

/** Whether a piece of text is a place and nothing else: a city that is known, or one followed by its state or country. */
export function isLocation(text: string): boolean {
  return LOCATION.test(text) || CITY_AND_STATE.test(text) || CITY_AND_COUNTRY.test(text);
}
