"""Addresses of the tree and its people."""

from django.urls import path

from halfsky.org.pages import (
    accounts,
    activation,
    arranging,
    choices,
    describing,
    first_run,
    organisations,
    people,
    tasks,
    tree,
)

app_name = "org"
urlpatterns = [
    path("organisations/", tree.browse, name="organisations"),
    path("organisations/choices/", choices.choose_organisation, name="choices"),
    path("organisations/found/", describing.found_organisation, name="found"),
    path("organisations/<str:code>/", organisations.show_organisation, name="organisation"),
    path("organisations/<str:code>/children/", tree.show_children, name="children"),
    path("organisations/<str:code>/acts/<slug:act>/", arranging.arrange, name="arrange"),
    path("organisations/<str:code>/undo/", arranging.undo, name="undo"),
    path("organisations/<str:code>/edit/", describing.describe, name="describe"),
    path("organisations/<str:code>/employers/", describing.cover, name="cover"),
    path(
        "organisations/<str:code>/employers/<int:coverage>/end/",
        describing.uncover,
        name="uncover",
    ),
    path("employers/choices/", choices.choose_employer, name="employer_choices"),
    path("people/", people.list_people, name="people"),
    path("people/new/", accounts.invite, name="invite"),
    path("people/activation/", activation.show_activation, name="activation"),
    path("people/slips/", activation.print_slips, name="slips"),
    path("people/slip/", accounts.show_slip, name="slip"),
    path("people/choices/", accounts.choose_person, name="person_choices"),
    path("people/<int:key>/", people.show_person, name="person"),
    path("people/<int:key>/posts/", accounts.appoint, name="appoint"),
    path("people/<int:key>/posts/<int:post>/end/", accounts.end_post, name="end_post"),
    path("people/<int:key>/posts/<int:post>/successor/", accounts.hand_over, name="hand_over"),
    path("people/<int:key>/acts/<slug:act>/", accounts.change_account, name="account"),
    path("tasks/<int:key>/", tasks.show_task, name="task"),
    path("tasks/<int:key>/progress/", tasks.show_progress, name="task_progress"),
    path("tasks/<int:key>/stop/", tasks.stop_task, name="stop_task"),
    path("tasks/<int:key>/file/", tasks.fetch_result, name="task_download"),
    path("first-run/", first_run.show_first_run, name="first_run"),
]
