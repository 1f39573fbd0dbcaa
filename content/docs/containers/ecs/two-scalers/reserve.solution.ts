/**
 * Eight tasks fill two instances. Every now and then two more are wanted, and
 * they must run within ten seconds. The group may have four instances.
 */
// Two of three instances in use are 67 %: one is kept in reserve.
export const targetCapacity = 67;
