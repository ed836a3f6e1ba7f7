# SPDX-License-Identifier: Apache-2.0
"""What is wrong, for every code of a finding, and what to do: one sentence or two."""

from __future__ import annotations

from collections.abc import Mapping

from logbook.domain.findings import Code
from logbook.i18n import N_

FINDINGS: Mapping[Code, str] = {
    Code.NO_BASIS: N_("Nothing supports this disclosure yet. Choose a consent or another basis."),
    Code.PROHIBITED: N_(
        "A statute or a court keeps this back. Leave it out, name the way through that holds for"
        " this recipient, or say why nothing of it is in this."
    ),
    Code.CONSENT_NOT_GIVEN: N_(
        "The consent was not in force on the day of the disclosure. Ask for a new one, or rest the"
        " disclosure on another basis."
    ),
    Code.OUTSIDE_CONSENT: N_(
        "This goes beyond what the consent covers. Ask again, disclose less, or say why it can"
        " still go ahead."
    ),
    Code.APPLICANT_WITHOUT_STANDING: N_(
        "Only an executor, an administrator or somebody who may have a claim has a right to this"
        " record. Refuse, or say why it may go all the same."
    ),
    Code.NOT_LAW_HERE: N_(
        "This basis is not law in the nation whose law applies. Choose another, or say why it"
        " holds."
    ),
    Code.TIPPING_OFF: N_(
        "Telling the person would be an offence, or an order forbids it. Record that it is blocked,"
        " with the reason, and take legal advice. Nothing can override this."
    ),
    Code.RECIPIENT_NOT_VERIFIED: N_(
        "You have not made sure who the recipient is. Check their identity before anything is sent."
    ),
    Code.IMPLIED_FOR_NON_CARE: N_(
        "Consent cannot be implied where the use is not the person's care. Ask them expressly."
    ),
    Code.WHOLE_RECORD: N_(
        "More is going than the purpose needs. Disclose less, or say why nothing less would do."
    ),
    Code.NOT_A_REGISTRANT: N_("Only a registrant can sign a decision. Somebody else must sign."),
    Code.UNSAFE_CHANNEL: N_(
        "Others can read a fax or ordinary e-mail on the way. Encrypt it, send it another way, or"
        " record that the person chose this knowing the risk."
    ),
    Code.POSTHUMOUS_REFUSAL: N_(
        "They noted that nobody is to see this record after their death. Only a court's order that"
        " you have seen lifts that."
    ),
    Code.OPINION_NEEDED: N_(
        "The practice itself is no health professional. Have the right health professional say, not"
        " more than six months before, that seeing this does no serious harm."
    ),
    Code.NOT_ANONYMOUS: N_(
        "Somebody can still be told from this. Take out what gives them away, or treat it as naming"
        " them."
    ),
    Code.TIMES_OUT_OF_ORDER: N_(
        "The times are out of order: decided, then made, then recorded, and nothing in the future."
        " A day on which somebody was told fits the day it was made."
    ),
    Code.NO_SERVICE_USER: N_("Say who this is about."),
    Code.INCOMPLETE: N_("This is still to be filled in."),
    Code.REFUSAL_WITHOUT_REASON: N_(
        "Say why you decided not to disclose, and what whoever asked is told."
    ),
    Code.PART_WITHOUT_BOTH: N_(
        "Part of it means that something goes and something stays, with a reason for each item that"
        " stays."
    ),
    Code.WHY_IDENTIFIABLE: N_("Say why the person has to be identifiable in this."),
    Code.THIRD_PARTY_UNREVIEWED: N_("Say whether there is anything about somebody else in it."),
    Code.NO_EVIDENCE_OF_LAW: N_("Say which document you saw that requires this."),
    Code.WHY_WITHOUT_CONSENT: N_("Say why this is done without consent."),
    Code.ADULT_OBJECTS: N_(
        "They object, and nothing else supports the disclosure. Leave it, or leave them out of it."
    ),
    Code.TELLING_UNDECIDED: N_("Say whether, when and how the person is told."),
    Code.NOT_TOLD_WITHOUT_REASON: N_(
        "Not telling, or telling later, needs a reason, a few words of explanation and a date to"
        " look at it again within twelve months."
    ),
    Code.CONTACT_UNSAFE: N_(
        "This way of telling them is not safe. Choose another, or say twice why it is used all the"
        " same."
    ),
    Code.DECEASED: N_(
        "Somebody who has died is not told and has no subject access; their record has rules of its"
        " own, which the living have not. Correct the kind, or the decision on telling."
    ),
    Code.IDENTITY_NOT_CHECKED: N_(
        "Nothing goes out before you know who asks. Record the proof you saw, or why none was"
        " needed."
    ),
    Code.BREACH_UNDECIDED: N_(
        "Decide whether the Information Commissioner and the people concerned are told, and write"
        " down why, whichever way you decide."
    ),
    Code.CONSENT_INCOMPLETE: N_("A consent without this cannot be relied on."),
    Code.WHY_NOT_WRITTEN: N_("Say why this consent is not in writing."),
    Code.SERIES_UNSOUND: N_(
        "This does not fit its series: the same person, the same recipient, and before the series"
        " ended. Start another one."
    ),
    Code.OLD_CONSENT: N_(
        "This consent is more than twelve months old, or something changed since. Is it still their"
        " wish?"
    ),
    Code.FORM_UNCLEAR: N_(
        "A form of somebody else does not show that the person knows what goes and how it is used."
        " Ask the person yourself."
    ),
    Code.NOT_IN_WRITING: N_(
        "Consent to a use that is not care should be in writing. Can you have it in writing first?"
    ),
    Code.MANY_CATEGORIES: N_("That is a lot of information. Does the purpose need all of it?"),
    Code.THIRD_PARTY: N_(
        "There is somebody else's information in it. Take it out, or be sure that it may go too."
    ),
    Code.COULD_BE_ANONYMISED: N_(
        "Would it do without the name? Take the name out, or note why it is needed."
    ),
    Code.RE_IDENTIFIABLE: N_(
        "A face, a voice, a rare condition or a small number can give the person away without a"
        " name. Look again."
    ),
    Code.UNSAFE_ADDRESS: N_(
        "Somebody near this person may read or hear what is meant for them. Make sure the way you"
        " tell them is safe."
    ),
    Code.RELATIVE_ASKS: N_(
        "Being related gives no right to know. You can listen to what they say; even confirming"
        " that you know the person is a disclosure."
    ),
    Code.PARENTAL_RESPONSIBILITY: N_(
        "Who has parental responsibility, do they agree with each other, and what does the child"
        " say?"
    ),
    Code.RETROSPECTIVE: N_(
        "This is written down after it happened; the record will show both times. Say why, if"
        " it took more than a day."
    ),
    Code.DEADLINE_NEAR: N_(
        "This is due within seven days, or overdue. Deal with it, or note what keeps it."
    ),
    Code.POLICE_REQUEST: N_(
        "A police request compels nobody without an order or a statute. Ask for it in writing, with"
        " the power and the purpose, and decide yourself."
    ),
    Code.VICTIM_INFORMATION: N_(
        "There are rules on asking for a victim's information. Check that the person got a written"
        " notice, what they want, and that nothing less will do."
    ),
    Code.SAFEGUARDING_FIRST: N_(
        "Do not wait for consent to protect somebody. Tell them what you do if that is safe."
    ),
    Code.INSPECTORATE_DOUBTFUL: N_(
        "This power reaches registered providers, and the practice is not registered there. Ask"
        " which power reaches you."
    ),
    Code.ADULT_REFUSES_REFERRAL: N_(
        "An adult who can decide may refuse a referral. Respect that, unless others are at risk,"
        " somebody puts them under pressure or the law requires it; say which, and tell them."
    ),
    Code.DUTY_TO_TELL_POLICE: N_(
        "In Northern Ireland keeping what you know of a serious offence from the police can be an"
        " offence. Tell them, or record your reasonable excuse."
    ),
    Code.CHILD_SEXUAL_OFFENCE: N_(
        "A duty to report child sexual offences in England was enacted in 2026. Check whether it is"
        " in force, and report it anyway if a child may be in danger."
    ),
    Code.FGM_DUTY_PERSONAL: N_(
        "Telling the police of FGM on a girl is your own duty. Nobody can do it for you; telling a"
        " colleague or an employer is not enough."
    ),
    Code.SCOTTISH_TESTS: N_(
        "Scots law applies: ask what benefits the person, not what is in their best interests, and"
        " take it that a child of twelve or more can decide about their information."
    ),
    Code.WELSH_OFFER: N_("Offer what you tell them in Welsh."),
    Code.OTHER_COUNTRY: N_(
        "This leaves the United Kingdom. Say what protects it there: adequacy regulations, an"
        " agreement or an exception."
    ),
    Code.ENFORCED_ACCESS: N_(
        "Making somebody ask for their own record can be an offence, and a contract cannot ask it."
        " Talk to the person before anything goes."
    ),
    Code.RAW_TEST_DATA: N_(
        "Raw test data mislead those who are not trained to read them, and test material may be"
        " protected. Could a report do?"
    ),
    Code.ORAL_DELAY_REQUEST: N_(
        "This was only said, not written. It holds for 30 days: record who asked, with rank or role"
        " and number, and ask for it in writing."
    ),
    Code.MIGHT_TIP_OFF: N_(
        "Telling could prejudice an investigation, which can be an offence (Terrorism Act 2000,"
        " section 39). Check that with the police or a lawyer first."
    ),
    Code.SERIOUS_HARM_OPINION: N_(
        "What is kept back for serious harm needs an opinion of the right health professional. Say"
        " whose, and of when: not older than six months."
    ),
    Code.ADVICE_IDENTIFIES: N_(
        "Advice and supervision mostly do without a name. Say why they have to know who it is"
        " about, or leave it out."
    ),
    Code.PUBLICATION_IRREVOCABLE: N_(
        "What is published cannot be called back. Has the person agreed to this medium, knowing"
        " that?"
    ),
    Code.REFUSED_FOR_CARE: N_(
        "Sharing for care matters as much as confidentiality. Tell the person what not sharing may"
        " mean for their care."
    ),
    Code.BREACH_CLOCK: N_(
        "A breach is reported to the Information Commissioner within 72 hours of becoming aware,"
        " nights and weekends included, unless a risk to people is unlikely."
    ),
    Code.DUTY_NOT_TOLD: N_("The recipient has not been told to keep this confidential."),
    Code.LAW_NOT_VERIFIED: N_(
        "This row of the catalogue has not been checked against its source in the last 180 days."
    ),
    Code.WHO_IS_CONTROLLER: N_(
        "You work for another controller. Make sure whose record this is, and who decides on"
        " disclosing it."
    ),
    Code.SOLICITOR_FOR_ANOTHER: N_(
        "This solicitor acts for somebody else and has no right to the record. Ask for the person's"
        " consent or a court order."
    ),
    Code.REPEATS_REFUSAL: N_("They were refused before. Say what is different this time."),
    Code.REGISTRANT_CONCERNED: N_(
        "A regulator cannot demand information from the very registrant it investigates under this"
        " power. Take advice before answering."
    ),
    Code.TEXT_TOO_LONG: N_(
        "This text is too long to be kept: 200 characters for a name or a number,"
        " 100,000 for anything else. Shorten it; nothing typed was lost."
    ),
    Code.TEXT_UNREADABLE: N_(
        "This text holds characters that cannot be kept, such as control or direction marks."
        " Type it again without them."
    ),
    Code.NUMBER_UNLIKELY: N_(
        "This does not look like a registration number of this profession. Is it right?"
    ),
    Code.NAMES_THE_PERSON: N_(
        "This sentence stays when the records are gone, and says whose they were. Say it without"
        " their name, reference or number."
    ),
    Code.NOT_AN_ORDER: N_(
        "What you saw is a request, not an order: it does not compel you. Ask for the order or "
        "the notice, rest it on something else, or say why this is enough."
    ),
    Code.WEIGHING_INCOMPLETE: N_(
        "This has not been weighed. Say what you know of it, or why it cannot be known now."
    ),
    Code.AUTHORITY_INVALID: N_(
        "This power does not reach this decision here. Hear them, and rest the decision on "
        "something else or on somebody with authority."
    ),
    Code.CHILD_OR_ADULT_OBJECTS: N_(
        "They can decide this themselves and do not want it. Respect that, or rest it on a duty"
        " or on the public interest."
    ),
    Code.AMENDED_WITHOUT_REASON: N_(
        "A record is never changed: an amendment says what stood there, what is right and why. "
        "Fill in all three."
    ),
    Code.CONSENT_ENDED: N_(
        "This consent has ended, and nothing gets past that. Ask for a new one, or rest the "
        "disclosure on another basis."
    ),
    Code.BEST_INTERESTS_INCOMPLETE: N_(
        "A decision for somebody who cannot make it needs this. What can wait until they can "
        "decide has to wait."
    ),
    Code.DATA_PROTECTION_INCOMPLETE: N_(
        "Data-protection law needs a ground here. Choose the one that fits."
    ),
    Code.ARTICLE_6_NOT_OPEN: N_(
        "This ground is not open to this practice, or part of it is missing. Choose another, or"
        " fill in what is missing."
    ),
    Code.DATA_CONSENT_UNSOUND: N_(
        "Consent in data-protection law must be express, and it must say how it is taken back. "
        "Choose another ground, or get such a consent."
    ),
    Code.REFUSAL_NOT_REFERRED: N_(
        "They refused or withdrew consent to this. Name that refusal, so that the record shows "
        "it was known."
    ),
    Code.CONSENT_KEPT_TOO_SHORT: N_(
        "A disclosure still rests on this consent. Keep the consent as long as the disclosure."
    ),
    Code.HELD: N_(
        "A hold keeps this record. Nothing of it can be destroyed until the hold has ended."
    ),
    Code.CONSENT_STATE: N_(
        "This cannot follow on how the consent stands now. After a refusal, a withdrawal or an "
        "end, record a new consent."
    ),
    Code.ASSESSMENT_UNSOUND: N_(
        "The assessment contradicts itself, or uses another nation's test. Put it right or "
        "assess again."
    ),
    Code.CAPACITY_NOT_ASSESSED: N_(
        "There is a doubt whether they can decide this, and no assessment for this decision. "
        "Assess it, and record how."
    ),
    Code.PRESSURE_POSSIBLE: N_(
        "Somebody may have pressed them when they agreed. Ask them again on their own."
    ),
    Code.POLICY_DOCUMENT: N_(
        "This condition needs an appropriate policy document, and there is none in date. Write "
        "or review it, then enter it under Practice."
    ),
    Code.CONSENT_LEAVES_OUT: N_(
        "The consent leaves something out, or covers a span of time only. Read it again: is any of"
        " that in what goes?"
    ),
    Code.KIND_UNSOUND: N_(
        "This is not what this kind of entry, or this basis, is for. Choose what fits what was"
        " done, so that the right questions are asked."
    ),
    Code.GROUNDS_NOT_CONFIRMED: N_(
        "Nobody has said that these grounds of data-protection law fit. Look at them, change what"
        " does not fit, and confirm them."
    ),
    Code.BENEFIT_DOUBTFUL: N_(
        "On this basis it goes only to whoever needs it to act for the person. Say in the reasons"
        " how they themselves gain by it, or rest it on something else."
    ),
    Code.SENSITIVE_NOT_ASKED: N_(
        "Say who is left out for their safety, such as children or people flagged as at risk, or"
        " that there is nobody."
    ),
    Code.ALREADY_TOLD: N_(
        "The person has been told of this, so there is no decision to wait that could be looked at"
        " again. Nothing is due."
    ),
    Code.AGE_UNKNOWN: N_(
        "No date of birth is on record. Make sure that they are not a child, for whom other"
        " questions are asked."
    ),
    Code.ALLEGATION: N_(
        "This is about a crime, or an allegation of one: it needs a condition of its own, and "
        "care with every word."
    ),
    Code.FALSE_CHOICE: N_(
        "Do not ask for a consent that changes nothing. Tell them what will happen, and record "
        "what they say."
    ),
    Code.OBJECTION_ON_FILE: N_(
        "They have objected to this, and the objection stands. Talk to them before anything goes."
    ),
}
