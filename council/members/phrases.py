"""Sentences for refusals about the registry, its files and the by-laws."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "unfit_name": _("This name is empty or has too many marks on one letter. Type it anew."),
    "hidden_characters": _(
        "This name holds characters that nobody sees (%(characters)s). Type it anew instead of"
        " pasting it."
    ),
    "reserved_name": _(
        "“%(name)s” is a word by which the system itself might speak. Choose another name."
    ),
    "key_taken": _("“%(key)s” is in use already. Choose another."),
    "username_taken": _("The username “%(username)s” belongs to somebody else. Choose another."),
    "unfit_username": _(
        "“%(username)s” cannot be a username. Use small letters from a to z and digits, joined by"
        " a dot, a hyphen or an underscore."
    ),
    "email_taken": _(
        "Somebody else signs in by the address %(email)s. Leave it empty and give a card instead."
    ),
    "account_is_open": _("%(name)s has an account already."),
    "no_account": _("%(name)s has no account that a card could open. Open an account first."),
    "inactive_member": _(
        "%(name)s has been deactivated. Let them take part again before you give them a seat or"
        " an office."
    ),
    "seat_is_taken": _(
        "Somebody holds seat %(seat)s in that time. End their mandate first, or let the new"
        " holder succeed them."
    ),
    "already_seated": _(
        "%(name)s holds a seat in this body in that time. Nobody can vote for two seats of one"
        " body."
    ),
    "seat_is_abolished": _("Seat %(seat)s has been abolished."),
    "seat_is_held": _("Somebody holds seat %(seat)s. End the mandates before you abolish it."),
    "mandate_has_ended": _("The mandate of %(name)s has ended already."),
    "office_is_held": _("%(name)s holds this office in the body already."),
    "office_has_ended": _("%(name)s has laid down this office already."),
    "directions_missing": _(
        "Say from which language into which the interpreter works, such as ar>tr."
    ),
    "last_clerk": _(
        "%(name)s is the last clerk of the council. Appoint another clerk first; otherwise nobody"
        " could keep the registry."
    ),
    "council_has_clerk": _("This council is founded already; its clerk can do the rest."),
    "circular_tree": _("A body cannot stand below itself. Choose another parent."),
    "terms_overlap": _("Term %(number)s would share days with another term."),
    "bylaws_out_of_order": _(
        "Version %(version)s takes effect on %(valid_from)s. A new version cannot begin before it."
    ),
    "bylaws_unchanged": _("This is what version %(version)s says already. Nothing was saved."),
    "unknown_language": _("The council does not offer the language “%(language)s”."),
    "period_ends_before_it_starts": _(
        "It would end on %(ends_on)s, before its first day, %(starts_on)s."
    ),
    "invalid_document": _("The document is incomplete or contradicts itself."),
    "invalid_bylaws": _("The by-laws are incomplete or contradict themselves."),
    "unreadable_file": _(
        "“%(file)s” cannot be read. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx) without"
        " a password."
    ),
    "file_too_large": _("“%(file)s” is too large. At most %(most)s MB can be read."),
    "too_many_rows": _("“%(file)s” has too many rows. Split it into files of %(most)s rows."),
    "unknown_table": _(
        "“%(file)s” is no registry table: its first line says “%(columns)s”. Start from a file"
        " exported here."
    ),
    "empty_file": _("“%(file)s” has no rows below its first line."),
    "unfit_row": _("Column “%(column)s” cannot be taken in: “%(cell)s”."),
    "faulty_import": _(
        "Nothing was taken in, because %(count)s rows have faults. Mend the file and read it again."
    ),
    "registry_changed": _(
        "The registry has changed since you looked at the preview, so nothing was taken in. Look"
        " at the preview again."
    ),
    "import_is_done": _("This file has been taken in already."),
    "too_few_volunteers": _(
        "%(volunteers)s people volunteered for %(seats)s seats. Find more volunteers, or draw fewer"
        " seats."
    ),
    "false_reveal": _(
        "What was revealed does not belong to the published commitment, so nothing is drawn. Find"
        " the secret that was committed to, or publish a new lottery."
    ),
    # Translators: %(groups)s are the groups that have targets.
    "infeasible_composition": _(
        "Among those who stand, no choice keeps all targets together (%(groups)s). Lower a target,"
        " or find more people who stand."
    ),
    "impossible_apportionment": _(
        "The seats cannot be shared out like this. Check the numbers, the assured seats and the"
        " caps."
    ),
    "no_term": _(
        "The council is between two terms. Answers are taken, and the composition is published, for"
        " a term: the office enters the next one under “Terms”."
    ),
    "nothing_asked": _("No target counts this any more, so nothing was kept. Open the page anew."),
    "broken_seal": _(
        "These answers cannot be opened: they are not those that were written. Nothing was counted."
        " Tell the clerk; the member can answer anew."
    ),
    "key_destroyed": _("What was said for this term has been made unreadable for good."),
    "target_has_ended": _("The target “%(key)s” has ended already, or begins later than that day."),
    # Translators: %(targets)s are the keys of composition targets.
    "target_would_break": _(
        "Nothing was changed: after this, the target could perhaps not be kept (%(targets)s)."
        " Appoint somebody else, let two persons allocate a seat, or record an exception with its"
        " reason."
    ),
    # Translators: %(keys)s are the keys of composition targets.
    "targets_contradict": _(
        "Nothing was saved: whoever sits there, these targets cannot all be reached (%(keys)s)."
    ),
    "seat_is_kept": _(
        "Nothing was changed: seat %(seat)s is kept for a group. Propose somebody for it; a second"
        " person then confirms."
    ),
    "seat_is_allocated": _(
        "Somebody is proposed for seat %(seat)s already. Take that back before you propose anew."
    ),
    "second_person_needed": _(
        "Two persons give this seat: somebody else who keeps the registry must confirm, and neither"
        " of the two can be the one who is to sit there."
    ),
    "no_woman_sent": _(
        "Nothing was changed: the organisation sends no woman, and no seat is left for one. Seat"
        " somebody else, ask the organisation again, leave the seat empty, or record an exception"
        " with its reason."
    ),
    "uneven_delegation": _(
        "Nothing was changed: women and men of this organisation differ by more than one (women:"
        " %(women)s, men: %(men)s). Seat somebody else, ask the organisation again, leave the seat"
        " empty, or record an exception with its reason."
    ),
    "nobody_sent": _(
        "Nothing was changed: the letter names nobody new. Choose whom it sends, ask the"
        " organisation again, or leave the seat empty."
    ),
    "seat_elsewhere": _("Seat %(seat)s belongs to another body."),
    "moment_is_reported": _("The composition has been published for this moment of the term."),
    "term_runs_on": _(
        "Objections to term %(term)s are possible until %(days)s days after its end. Its answers"
        " stay readable until then."
    ),
    "contradictory_answers": _("Nobody counts toward both women and men. Answer yes to one."),
}

FAULTS = {
    "missing": _("must be filled in"),
    "unknown_column": _("is no column of this table; remove it or mend its name"),
    "repeated_column": _("stands in the first line twice"),
    "too_many_cells": _("The row has more cells than the first line has columns."),
    "formula": _("holds a formula; replace it by its value"),
    "too_long": _("is longer than %(most)s characters"),
    "not_a_key": _("“%(cell)s” is no key: letters from a to z, digits, dots and hyphens"),
    "not_a_username": _("“%(cell)s” is no username: small letters from a to z, digits, dots"),
    "not_a_number": _("“%(cell)s” is no number from 1 to 9999"),
    "not_languages": _("“%(cell)s” are no language codes such as “ar tr en”"),
    "not_directions": _("“%(cell)s” are no directions such as “ar>tr tr>ar”"),
    "not_a_phone": _("“%(cell)s” is no telephone number"),
    "not_an_email": _("“%(cell)s” is no e-mail address"),
    "not_a_choice": _("“%(cell)s” is not one of the words that may stand here"),
    "unknown_key": _("there is no “%(cell)s” in the registry or in these files"),
    "repeated_key": _("stands in row %(first)s already"),
    "no_name": _("needs a name in at least one language"),
    # Translators: %(cell)s is the key of an organisation; sent_as is the name of a column.
    "no_woman_sent": _(
        "the organisation “%(cell)s” would send no woman, and no seat is left for one. Say in"
        " sent_as as whom it sends each delegate, name somebody else, or leave the cell empty and"
        " enter its letter: there it can be asked again, or an exception recorded"
    ),
    # Translators: %(cell)s is the key of an organisation; sent_as is the name of a column.
    "uneven_delegation": _(
        "women and men of the organisation “%(cell)s” would differ by more than one. Say in sent_as"
        " as whom it sends each delegate, name somebody else, or leave the cell empty and enter its"
        " letter: there it can be asked again, or an exception recorded"
    ),
    "nobody_is_sent": _(
        "“%(cell)s” says as whom an organisation sends somebody, but nobody is sent to this seat"
    ),
}

PROBLEMS = {
    "missing": _("This must be filled in."),
    "unknown": _("The by-laws know no such rule."),
    "empty": _("Choose at least one."),
    "repeated": _("The same stands here twice."),
    "not_a_list": _("This must be a list."),
    "not_an_object": _("This must be filled in."),
    "not_a_fraction": _("Write a fraction, such as 1/2 or 2/3."),
    "not_a_share": _("The fraction must be more than nothing and at most the whole."),
    "not_a_choice": _("Choose one of the answers."),
    "not_a_number": _("Write a whole number in digits."),
    "not_a_text": _("Write some text."),
    "not_a_yes_or_no": _("Answer yes or no."),
    "too_small": _("This must be at least %(least)s."),
    "too_large": _("This can be at most %(most)s."),
    "wrong_form": _("Write it in this form: %(example)s"),
    "more_than_all": _("Nothing is more than all. Choose “at least” for unanimity."),
    "secret_needs_ballot": _("A secret vote can only be taken by ballot."),
    "ballot_is_secret": _("A vote by ballot is secret. Choose secrecy, or another form."),
    "urgent_not_shorter": _("The period for urgent cases must be shorter than the ordinary one."),
    "warning_too_early": _(
        "The warning must come before the speaking time of %(speaking)s seconds is over."
    ),
    "binding_not_required": _("The binding language must be one of the required ones."),
    "unknown_bloc": _("The council has no bloc “%(bloc)s”."),
    "language_not_offered": _("The council does not offer “%(language)s”."),
}
