"""The rows of the published table of which dose a reply settles, in the order in which people read them."""

from __future__ import annotations

from adherence.domain.matching_table import Age, PatientState, Row, Said

_ACTIVE, _PAUSED, _HELD, _PENDING = (
    PatientState.ACTIVE,
    PatientState.PAUSED,
    PatientState.HELD,
    PatientState.PENDING,
)
_TAKES_PART = (_ACTIVE, _PAUSED)
_IN, _LATE, _CLOSED, _OLDER = Age
_OPEN_NOW = (_IN, _LATE)
_YES = (Said.TAKEN, Said.YES, Said.NAMES_PERSON)
_NAMED = (Said.NAMES_DOSE,)
_NO = (Said.NOT_TAKEN, Said.NO)
_LATER, _UNCLEAR, _UNDO = (Said.LATER,), (Said.UNCLEAR,), (Said.UNDO,)
_ANY_ANSWER = (*_YES, *_NO)
_CODES = (Said.YES, Said.NO)
_PEOPLE, _NOTED = "unclear", "ack_noted"
_BACK = "question_unclear"

# fmt: off
_ANSWERED = (
    Row(open_doses=(0,), age=_OPEN_NOW, state=(*_TAKES_PART, _HELD), said=(*_YES, *_NAMED), answer="ack_taken",
        why="The same answer again changes nothing"),
    Row(open_doses=(0,), age=_OPEN_NOW, state=(_ACTIVE,), said=_NO, settles="answered skipped", asks="question_reason",
        why="A change of mind inside the window: the latest clear answer wins; asked why, once"),
    Row(open_doses=(0,), age=_OPEN_NOW, state=(_PAUSED, _HELD), said=_NO, settles="answered skipped",
        answer="ack_skipped", why="The same; nobody is asked why while paused or held"),
    Row(open_doses=(0,), age=_OPEN_NOW, state=_TAKES_PART, said=_UNDO, settles="answered upcoming", answer="ack_undo",
        why="The last answer is taken back"),
    Row(open_doses=(0,), age=_OPEN_NOW, state=(_HELD,), said=_UNDO, settles="answered held", answer="ack_undo",
        why="The last answer is taken back, and the hold covers the day"),
)
_ONE_OPEN = (
    Row(open_doses=(1,), age=(_IN, _OLDER), state=_TAKES_PART, said=_YES, settles="open taken", answer="ack_taken",
        why="One dose is open, so it is meant"),
    Row(open_doses=(1,), age=(_IN,), state=_TAKES_PART, said=_NAMED, settles="open taken", answer="ack_taken",
        why="The open one is named"),
    Row(open_doses=(1,), age=(_LATE,), state=_TAKES_PART, said=(*_YES, *_NAMED), settles="open taken_late",
        answer="ack_taken", why="Four hours after the slot an answer is late"),
    Row(open_doses=(1,), age=(_IN, _LATE, _OLDER), state=(_ACTIVE,), said=_NO, settles="open skipped",
        asks="question_reason", why="One dose is open, so it is meant; asked why, once"),
    Row(open_doses=(1,), age=(_IN, _LATE, _OLDER), state=(_PAUSED,), said=_NO, settles="open skipped",
        answer="ack_skipped", why="One dose is open, so it is meant; nobody is asked why while paused"),
    Row(open_doses=(1,), age=(_CLOSED,), state=(_ACTIVE,), said=_ANY_ANSWER, asks="question_which_dose",
        why="We asked about one that has closed, and another opened without a text: not guessed between"),
    Row(open_doses=(1,), age=(_CLOSED,), state=(_PAUSED,), said=_ANY_ANSWER, flag=_PEOPLE, answer=_NOTED,
        why="The same, and the patient cannot be asked"),
)
_MORE_OPEN = (
    Row(open_doses=(2,), age=(_IN, _LATE, _OLDER), state=(_ACTIVE,), said=_ANY_ANSWER, asks="question_which_dose",
        why="Two doses are open: asked once which, then people look"),
    Row(open_doses=(2,), age=(_CLOSED,), state=(_ACTIVE,), said=_ANY_ANSWER, asks="question_which_of_three",
        why="Two are open and one that we asked about has closed"),
    Row(open_doses=(3,), age=(_IN, _LATE, _OLDER), state=(_ACTIVE,), said=_ANY_ANSWER, asks="question_which_of_three",
        why="Three doses are open: asked once which, then people look"),
    Row(open_doses=(3,), age=(_CLOSED,), state=(_ACTIVE,), said=_ANY_ANSWER, flag=_PEOPLE, answer=_NOTED,
        why="Four doses may be meant: more than one question can hold"),
    Row(open_doses=(2, 3), state=(_PAUSED,), said=_ANY_ANSWER, flag=_PEOPLE, answer=_NOTED,
        why="Several doses may be meant, and the patient cannot be asked"),
    Row(open_doses=(2, 3), age=(_IN,), state=_TAKES_PART, said=_NAMED, settles="named taken", answer="ack_taken",
        why="The text names one of them"),
    Row(open_doses=(2, 3), age=(_LATE,), state=_TAKES_PART, said=_NAMED, settles="named taken_late",
        answer="ack_taken", why="The text names one of them, four hours after its slot"),
)
_CLOSED_ROWS = (
    Row(open_doses=(0,), age=(_CLOSED,), state=(*_TAKES_PART, _HELD), said=_YES, settles="asked taken_late",
        answer="ack_taken_late", why="A late answer settles yesterday's, never today's"),
    Row(age=(_CLOSED,), state=(*_TAKES_PART, _HELD), said=_NAMED, settles="asked taken_late", answer="ack_taken_late",
        why="Yesterday's is named"),
    Row(open_doses=(0,), age=(_CLOSED,), state=(_ACTIVE,), said=_NO, settles="asked missed", asks="question_reason",
        why="A no after the window; asked why, once"),
    Row(open_doses=(0,), age=(_CLOSED,), state=(_PAUSED, _HELD), said=_NO, settles="asked missed",
        answer="ack_skipped", why="A no after the window; nobody is asked why while paused or held"),
)
_NOTHING_WAITS = (
    Row(open_doses=(0,), age=(_OLDER,), state=(*_TAKES_PART, _HELD), said=(Said.TAKEN, Said.NOT_TAKEN,
        Said.NAMES_PERSON),
        flag=_PEOPLE, answer=_NOTED, why="After 24 hours no answer settles a dose by itself"),
    Row(open_doses=(0,), age=(_OLDER,), state=(*_TAKES_PART, _HELD), said=_CODES,
        why="Nothing was asked, so a yes or no says nothing; it stays in the conversation"),
    Row(age=(_OLDER,), state=(*_TAKES_PART, _HELD), said=_NAMED, flag=_PEOPLE, answer=_NOTED,
        why="What is named is too old, and nothing else may be credited for it"),
)
_HELD_ROWS = (
    Row(open_doses=(1, 2, 3), age=(_IN, _LATE, _CLOSED), state=(_HELD,), said=_ANY_ANSWER, flag=_PEOPLE, answer=_NOTED,
        why="A hold covers the dose that may be meant: a person looks"),
    Row(open_doses=(1, 2, 3), age=_OPEN_NOW, state=(_HELD,), said=_NAMED, flag=_PEOPLE, answer=_NOTED,
        why="A hold covers the dose that is named"),
    Row(open_doses=(1, 2, 3), age=(_OLDER,), state=(_HELD,), said=(Said.TAKEN, Said.NOT_TAKEN, Said.NAMES_PERSON),
        flag=_PEOPLE, answer=_NOTED, why="A hold covers the dose that may be meant"),
    Row(open_doses=(1, 2, 3), age=(_OLDER,), state=(_HELD,), said=_CODES,
        why="Nothing was asked, and what is held is not asked about"),
)
_OTHER_WORDS = (
    Row(open_doses=(1, 2, 3), state=(_ACTIVE,), said=_LATER, answer="ack_snooze",
        why="The reminder comes again: of the dose that we asked about, else of the newest"),
    Row(open_doses=(0,), state=(_ACTIVE,), said=_LATER, flag=_PEOPLE, answer=_NOTED,
        why="No dose is open that could be asked about later"),
    Row(state=(_PAUSED, _HELD), said=_LATER, flag=_PEOPLE, answer=_NOTED, why="No text may leave, so a person answers"),
    Row(open_doses=(0,), age=(_IN, _LATE, _CLOSED), state=(_ACTIVE, _HELD), said=_UNCLEAR, asks=_BACK,
        why="Unclear goes back to the patient once, then to the review queue"),
    Row(open_doses=(1, 2, 3), state=(_ACTIVE,), said=_UNCLEAR, asks=_BACK,
        why="Unclear goes back to the patient once, then to the review queue"),
    Row(open_doses=(1, 2, 3), age=(_IN, _LATE, _CLOSED), state=(_HELD,), said=_UNCLEAR, asks=_BACK,
        why="Unclear goes back to the patient once, then to the review queue"),
    Row(open_doses=(0,), age=(_OLDER,), state=(_ACTIVE,), said=_UNCLEAR, flag=_PEOPLE, answer=_NOTED,
        why="Nothing was asked that could be asked again"),
    Row(age=(_OLDER,), state=(_HELD,), said=_UNCLEAR, flag=_PEOPLE, answer=_NOTED,
        why="Nothing was asked that could be asked again"),
    Row(state=(_PAUSED,), said=_UNCLEAR, flag=_PEOPLE, answer=_NOTED, why="The patient cannot be asked again"),
    Row(open_doses=(0,), age=(_CLOSED,), state=(_ACTIVE, _HELD), said=_UNDO, asks=_BACK,
        why="There is nothing to take back: as unclear"),
    Row(open_doses=(1, 2, 3), state=(_ACTIVE,), said=_UNDO, asks=_BACK,
        why="There is nothing to take back: as unclear"),
    Row(open_doses=(1, 2, 3), age=(_IN, _LATE, _CLOSED), state=(_HELD,), said=_UNDO, asks=_BACK,
        why="There is nothing to take back: as unclear"),
    Row(open_doses=(0,), age=(_OLDER,), state=(_ACTIVE,), said=_UNDO, flag=_PEOPLE, answer=_NOTED,
        why="There is nothing to take back, and nothing was asked"),
    Row(age=(_OLDER,), state=(_HELD,), said=_UNDO, flag=_PEOPLE, answer=_NOTED,
        why="There is nothing to take back, and nothing was asked"),
    Row(open_doses=(0,), age=(_CLOSED, _OLDER), state=(_PAUSED,), said=_UNDO, flag=_PEOPLE, answer=_NOTED,
        why="There is nothing to take back"),
    Row(open_doses=(1, 2, 3), state=(_PAUSED,), said=_UNDO, flag=_PEOPLE, answer=_NOTED,
        why="There is nothing to take back"),
)
_TAKE_NO_PART = (
    Row(state=(_PENDING,), said=(Said.YES,), answer="opt_in_confirmed",
        why="A yes confirms the consent and says nothing of a dose"),
    Row(state=(_PENDING,), said=(Said.NO,), why="No consent, and nothing is asked again"),
    Row(state=(_PENDING,), said=tuple(said for said in Said if said not in _CODES), flag="unclear",
        why="Before the consent is confirmed nothing is expected and nothing settled"),
    Row(state=(PatientState.OPTED_OUT,), said=_CODES, why="After STOP no question is open: a yes changes nothing"),
    Row(state=(PatientState.OPTED_OUT,), said=tuple(said for said in Said if said not in _CODES), flag="unclear",
        why="After STOP no question could put right a wrong guess: a person looks"),
    Row(state=(PatientState.WRONG_NUMBER,), flag="wrong_number", why="A stranger's text never touches the record"),
    Row(state=(PatientState.DISCHARGED,), flag="unclear", why="A person still reads it"),
)
_SHARED_STATES = (_ACTIVE, _HELD)
_OTHERS = (_PAUSED, PatientState.OPTED_OUT, PatientState.WRONG_NUMBER, _PENDING)
_NAMES = (Said.NAMES_PERSON,)
_SHARED_PHONE = (
    Row(shared=True, state=(*_SHARED_STATES, *_OTHERS), said=tuple(said for said in Said if said not in _NAMES),
        flag="unclear", why="Two patients on one phone: nobody is credited without a name, nothing is revealed"),
    Row(shared=True, state=_OTHERS, said=_NAMES, flag="unclear", why="Who is named takes no part now"),
    Row(shared=True, open_doses=(1,), age=(_IN, _OLDER), state=(_ACTIVE,), said=_NAMES, settles="open taken",
        answer="ack_taken", why="The text names exactly one patient, who has one dose open"),
    Row(shared=True, open_doses=(1,), age=(_LATE,), state=(_ACTIVE,), said=_NAMES, settles="open taken_late",
        answer="ack_taken", why="The same, four hours after the slot"),
    Row(shared=True, open_doses=(0,), age=(_CLOSED,), state=_SHARED_STATES, said=_NAMES, settles="asked taken_late",
        answer="ack_taken", why="Yesterday's of the one who is named; the answer says no more than the text did"),
    Row(shared=True, open_doses=(0,), age=_OPEN_NOW, state=_SHARED_STATES, said=_NAMES, answer="ack_taken",
        why="The same answer again changes nothing"),
    Row(shared=True, open_doses=(0,), age=(_OLDER,), state=_SHARED_STATES, said=_NAMES, flag="unclear",
        why="No dose of the one who is named waits for an answer"),
    Row(shared=True, open_doses=(1,), age=(_CLOSED,), state=(_ACTIVE,), said=_NAMES, flag="unclear",
        why="Two doses may be meant, and a question would reach the others too"),
    Row(shared=True, open_doses=(2, 3), state=(_ACTIVE,), said=_NAMES, flag="unclear",
        why="Several doses may be meant, and a question would reach the others too"),
    Row(shared=True, open_doses=(1, 2, 3), state=(_HELD,), said=_NAMES, flag="unclear",
        why="A hold covers the dose that may be meant"),
    Row(shared=True, state=(PatientState.DISCHARGED,),
        why="Who left has the number no more: the text is the other one's alone"),
)
# fmt: on

ROWS: tuple[Row, ...] = (
    *_ONE_OPEN,
    *_MORE_OPEN,
    *_ANSWERED,
    *_CLOSED_ROWS,
    *_NOTHING_WAITS,
    *_HELD_ROWS,
    *_OTHER_WORDS,
    *_TAKE_NO_PART,
    *_SHARED_PHONE,
)
