// The palette, in which a reader searches: loaded when somebody is about to.
export {};
