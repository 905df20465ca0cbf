export const install = () => () => {};
