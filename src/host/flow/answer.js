/**
 * Answers: from what a form holds, and as words.
 */

/** @typedef {import('../types.js').Answer} Answer */
/** @typedef {import('../types.js').FlowStep} FlowStep */

/**
 * What was answered, or what is wrong with it: the key of the sentence that says so.
 * @param {Pick<FlowStep, 'ask' | 'required' | 'least' | 'most'>} step
 * @param {string[]} given values of the form's controls; those of a slider are always possible ones
 * @returns {[answer: Answer, problem?: string | false]} null where a question that may be left out was
 */
export const read = ({ ask, required, least = 0, most = 0 }, given) => {
  const [first] = given;
  return ask === 'statement' ? [true]
    : !first ? [null, required && 'required']
      : ask === 'slider' ? [+first]
        : ask === 'single_choice' ? [first]
          : [given, given.length < least ? 'choose_least' : given.length > most && 'choose_most'];
};

/** Whether an option was chosen. @type {(answer: Answer | undefined, id: string) => boolean} */
export const isChosen = (answer, id) => [answer].flat().includes(id);

/** An answer as its question words it. @type {(step: Pick<FlowStep, 'options' | 'unit'>, answer?: Answer) => string} */
export const worded = ({ options, unit }, answer) => options?.filter(({ id }) => isChosen(answer, id)).map(({ label }) => label).join(' · ')
  ?? [answer, unit].join(' ');
