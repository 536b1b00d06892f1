"""The desk and the service. What holds each of the promises on which they were accepted:

1. Two documents at once never meet: test_editing::test_two_documents_at_once_do_not_meet; 200 times in
   tests/torture/previews.
2. A preview is the build, dot for dot: tests/pipeline/test_preview::
   test_every_state_of_a_document_is_shown_as_it_is_built; 50 edits of six kinds in tests/torture/previews.
3. What an edit costs: bench/web.
4. What is wrong stands at its field, in words without files and commands; each code is made once, in every
   kind that can have it: test_form_codes::test_what_is_wrong_is_told_at_its_field_in_words_of_a_form,
   ::test_every_code_has_its_row_or_its_reason, tests/pipeline/test_form_problems::
   test_what_a_form_or_button_can_cause_is_told_without_file_and_command.
5. Saving changes what was changed: tests/content/test_rewriting::
   test_in_any_file_the_rest_stays_and_the_values_are_those_wanted,
   test_editing::test_what_is_saved_changes_no_other_byte,
   ::test_what_was_changed_elsewhere_is_shown_beside_and_nothing_is_lost.
6. Everyone can read and use every page: test_every_page::test_every_page_can_be_read_by_everyone,
   test_editing::test_the_keyboard_alone_goes_through_the_form; states on the way in each story.
7. Pinyin: test_editing::test_pinyin_shows_no_half_word_and_loses_none.
8. Nothing leaves the origin (held by every page that tests/support/browser opens):
   test_serve::test_others_stay_outside, ::test_the_address_becomes_a_cookie_and_the_secret_leaves_it,
   ::test_each_answer_forbids_what_no_page_needs.
9. What is killed: test_editing::test_a_preview_that_is_killed_is_told_and_begins_anew,
   test_building::test_a_build_process_that_is_killed_is_told_and_goes_on,
   test_workers::test_a_fork_server_that_is_killed_takes_no_process_along,
   ::test_what_a_desk_started_ends_with_it_when_it_is_killed,
   test_ending::test_told_to_end_amid_a_batch_another_goes_on_and_nothing_differs; with 1,000 letters in
   tests/torture/ending.
10. What is brought: test_letters::test_certificates_for_a_meeting_from_a_bad_roster; its memory:
    test_busy::test_what_is_brought_is_never_in_memory_as_a_whole, ::test_of_what_is_too_much_no_more_is_read,
    figures by bench/uploads.
11. What changes on disk: test_every_page::test_what_changes_on_disk_shows_in_the_next_preview.
12. A full server: test_busy::test_who_asks_while_too_many_wait_is_told_at_once_to_come_again,
    ::test_a_full_server_is_alive_and_not_ready; a long handbook in tests/torture/serving.
13. The description: test_service::test_whatever_the_description_allows_is_answered_as_it_says,
    ::test_an_order_given_twice_at_once_is_one_job_whose_files_can_be_fetched_in_parts.
14. The command line loads none of it: test_room::test_no_command_but_serve_loads_a_web_library.
"""
