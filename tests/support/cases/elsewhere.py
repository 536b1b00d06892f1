"""The cases that need a whole build, a page or a Word file, and the tests that show what is right."""

SHOWN = {
    "D5": [
        "whole/test_official_edges.py::test_signatories_stand_two_a_line_under_the_first_and_the_number_beside_the_last"
    ],
    "D7": ["whole/test_pictures.py::test_a_picture_by_itself_is_centred_in_the_text_area_in_both"],
    "D8": ["whole/test_pictures.py::test_a_photo_of_a_phone_stands_upright_and_no_finer_than_print_in_both"],
    "D14": [
        "cli/test_check.py::test_what_the_clerk_wrote_since_is_not_asked_back",
        "inspect/test_three_ways.py::test_what_only_the_yaml_changed_is_no_change",
    ],
    "D15": [
        "layout/test_column_widths.py::test_columns_are_as_wide_as_a_person_would_choose",
        "compose/test_tables.py::test_an_attachment_says_its_widths_and_lies_on_its_side",
    ],
    "D16": [
        "whole/test_official_edges.py::test_a_line_of_a_title_that_its_author_made_too_long_is_told",
        "layout/test_balance.py::test_a_title_is_broken_where_a_person_would_break_it",
    ],
    "D17": ["content/test_rules.py::test_a_number_is_given_to_one_document_of_a_project"],
    "D18": ["cli/test_cli.py::test_a_file_of_another_type_is_called_what_it_is"],
    "D19": ["cli/test_cli.py::test_a_file_of_another_type_is_called_what_it_is"],
    "D20": [
        "content/test_pictures.py::test_every_taken_format_becomes_one_that_word_and_pdf_have_in_common",
        "whole/test_pictures.py::test_what_is_no_picture_is_told_once_at_its_line_whatever_is_made",
    ],
    "D21": ["content/test_kinds.py::test_a_kind_is_found_by_the_names_people_give_it"],
    "D23": [
        "content/test_sources.py::test_what_can_be_meant_in_one_way_only_is_meant",
        "content/test_sources.py::test_a_folder_means_every_document_in_it_and_a_handbook_once",
        "content/test_sources.py::test_a_path_that_came_in_pieces_is_one_sentence_about_quotes",
    ],
    "D25": [
        "inspect/test_three_ways.py::test_a_value_in_a_table_of_the_template_is_the_yamls",
        "inspect/test_three_ways.py::test_white_space_alone_is_told_in_words",
    ],
    "D26": [
        "setup/test_starter.py::test_a_project_begun_for_an_office_has_that_office_and_a_few_samples",
        "setup/test_starter.py::test_a_new_document_speaks_of_the_projects_own_office",
    ],
    "D27": [
        "cli/test_cli.py::test_kinds_shows_the_fields_within_fields",
        "cli/test_cli.py::test_kinds_tells_how_a_text_is_written_and_what_a_roster_and_a_chapter_have",
    ],
    "D29": [
        "translation/test_untranslated.py::test_a_block_that_is_not_translated_is_refused_and_the_rest_taken",
        "translation/test_untranslated.py::test_a_corrected_sheet_is_taken_while_nobody_else_changed_the_block",
        "translation/test_untranslated.py::test_telephones_alone_are_not_sent_out_and_come_with_their_block",
    ],
    "D30": ["prose/test_placeholders.py::test_only_a_number_with_a_unit_is_printed_with_it"],
    "D35": [
        "pipeline/test_leftovers.py::test_a_letter_of_someone_no_longer_listed_is_told_and_left_where_it_is",
        "pipeline/test_leftovers.py::test_what_is_put_away_is_moved_in_all_formats_and_kept_apart",
    ],
    "R5": ["foundation/test_odd_packages.py::test_a_whole_workbook_is_read_whatever_program_wrote_it"],
    "R10": [
        "address/test_numbers.py::test_a_copy_printed_again_has_the_number_of_the_first",
        "address/test_numbers.py::test_a_person_keeps_the_number_and_others_count_on",
    ],
    "R11": [
        "address/test_parted_lists.py::test_an_item_for_one_of_two_namesakes_is_refused_with_both_places",
        "address/test_parted_lists.py::test_an_item_may_say_which_of_two_namesakes_it_is_for",
    ],
    "R17": [
        "translation/test_untranslated.py::test_a_copied_block_is_one_sentence_however_many_texts_it_has",
        "translation/test_untranslated.py::test_chinese_typed_into_the_yaml_is_missing_told_and_never_accepted",
    ],
    "R12": ["whole/test_certificates.py::test_the_text_ends_above_the_signature_however_long_it_may_be"],
    "R19": [
        "foundation/test_signs.py::test_what_spells_a_name_stays_in_a_cell",
        "foundation/test_signs.py::test_joiners_and_selectors_stay_in_the_name_of_a_file_and_direction_marks_go",
    ],
    "R9": ["address/test_numbers.py::test_a_number_is_given_once"],
    "R20": [
        "inspect/test_faces.py::test_a_name_that_a_font_of_the_machine_draws_is_told_once_with_that_font",
        "inspect/test_faces.py::test_a_character_no_font_has_is_refused",
    ],
    "R21": [
        "pipeline/test_leftovers.py::test_a_letter_of_someone_no_longer_listed_is_told_and_left_where_it_is"
    ],
    "R26": [
        "whole/test_official_edges.py::test_a_long_name_stays_on_the_page_as_masthead_signature_and_issuer"
    ],
    "T0": [
        "foundation/test_odd_packages.py::test_a_long_text_named_by_many_cells_is_looked_at_once_and_bounded"
    ],
    "T10": ["foundation/test_odd_packages.py::test_a_sheet_of_faults_alone_is_not_empty"],
    "T17": [
        "whole/test_cases.py::test_a_wide_list_takes_time_in_proportion",
        "inspect/test_long_documents.py::test_leading_changes_back_to_the_yaml_takes_time_in_proportion",
    ],
    "P22": [
        "compose/test_lists.py::test_the_apostrophe_of_a_latin_word_is_narrow",
        "compose/test_lists.py::test_the_apostrophe_of_a_latin_word_is_latin_in_word",
    ],
    "Q1": [
        "compose/test_lists.py::test_a_list_begins_with_the_number_that_was_typed_in_pdf",
        "compose/test_lists.py::test_a_list_begins_with_the_number_that_was_typed_in_word",
    ],
}
