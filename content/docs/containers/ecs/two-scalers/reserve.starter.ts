/**
 * Eight tasks fill two instances. Every now and then two more are wanted, and
 * they must run within ten seconds. The group may have four instances.
 */
export const targetCapacity = 100;
