/** Ireland lies between New York and London, Mumbai not far from Singapore. */
export const homes = ['eu-west-1', 'ap-south-1'];
