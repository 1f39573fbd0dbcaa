/** The countries whose cities the simulator knows, by Route 53's code of their continent. */
const COUNTRIES: Readonly<Record<string, string>> = {
  AF: 'KE NG ZA EG MA',
  AS: 'AE BH CN HK ID IL IN JP KR MY PH SA SG TH TR TW VN QA',
  EU: 'AT BE BG CH CZ DE DK ES FI FR GB GR HR HU IE IT NL NO PL PT RO RU SE UA',
  NA: 'CA MX US CR PA',
  OC: 'AU NZ',
  SA: 'AR BR CL CO PE EC UY',
};

const byCountry = new Map(
  Object.entries(COUNTRIES).flatMap(([continent, codes]) =>
    codes.split(' ').map((code) => [code, continent] as const),
  ),
);

/** The code of a country's continent; undefined for one that is not known here. */
export function continentOf(country: string): string | undefined {
  return byCountry.get(country);
}
