import { check, table, worldMap } from 'desired-capacity';
import {
  edgeCity,
  nearest,
  regionData,
  roundTrip,
} from 'desired-capacity/ec2';

const home = 'us-east-1'; // knob 'us-east-1' | 'eu-central-1' | 'ap-northeast-1' | 'sa-east-1'

// Light needs 5 µs for a kilometre of fibre, and no fibre goes straight.
const regions = ['us-east-1', 'eu-central-1', 'ap-northeast-1'];
const ms = (seconds: number) => Math.round(1000 * seconds);
const rows = ['New York', 'Frankfurt', 'Tokyo', 'São Paulo', 'Nairobi'].map(
  (name) => {
    const [city, near] = placesOf(name);
    return {
      city: name,
      'one Region (ms)': ms(roundTrip(city, regionData(home)!)),
      'nearest of three (ms)': ms(roundTrip(city, near)),
      'edge location (ms)': ms(roundTrip(city, city)),
    };
  },
);
table('There and back', rows);
// #region the map
function placesOf(name: string) {
  const codes: Record<string, string> = { 'New York': 'JFK', Frankfurt: 'FRA', Tokyo: 'NRT', 'São Paulo': 'GRU', Nairobi: 'NBO' }; // prettier-ignore
  const city = edgeCity(codes[name]!)!;
  const near = nearest(city, regions.map((code) => regionData(code)!))!; // prettier-ignore
  return [city, near] as const;
}
worldMap({
  title: 'Five cities, three Regions',
  description: 'Each city is led to the nearest of three Regions.',
  legend: 'Region',
  places: [
    ...regions.map((code) => {
      const { latitude, longitude } = regionData(code)!;
      return {
        name: code,
        latitude,
        longitude,
        role: 'region' as const,
        kind: code,
      };
    }),
    ...rows.map((row) => {
      const [city, near] = placesOf(row.city);
      return {
        ...city,
        kind: near.code,
        note: `${row['nearest of three (ms)']} ms`,
      };
    }),
  ],
  ways: rows.map(({ city }) => ({ from: city, to: placesOf(city)[1].code })),
});
// #endregion
// #region the checks
const [tokyo] = rows.filter(({ city }) => city === 'Tokyo');
check('a Region nearby answers sooner', tokyo!['nearest of three (ms)'] < tokyo!['one Region (ms)'] / 5); // prettier-ignore
check('an edge location in the city soonest of all', rows.every((row) => row['edge location (ms)'] <= row['nearest of three (ms)'])); // prettier-ignore
const [nairobi] = rows.filter(({ city }) => city === 'Nairobi');
check('the nearer somebody is, the sooner the answer', nairobi!['edge location (ms)'] < nairobi!['nearest of three (ms)'] && nairobi!['nearest of three (ms)'] < nairobi!['one Region (ms)']); // prettier-ignore
// #endregion
