"""Every address of the site, subject by subject."""

from django.urls import include, path

from council.accounts.views.preferences import set_language
from council.config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("office/<slug:slug>/", views.office, name="office"),
    path("language/", set_language, name="set_language"),
    path("", include("council.kernel.urls")),
    path("account/", include("council.accounts.allauth_urls")),
    path("", include("council.accounts.urls")),
    path("floor/", include("deliberation.floor.urls")),
    path("", include("deliberation.meetings.urls")),
    path("elections/", include("deliberation.elections.urls")),
    path("proposals/", include("deliberation.proposals.urls")),
    path("", include("council.members.urls")),
    path("", include("council.lots.urls")),
    path("", include("deliberation.voting.urls")),
    path("", include("deliberation.followup.urls")),
    path("", include("deliberation.minutes.urls")),
    path("", include("deliberation.register.urls")),
    path("", include("deliberation.publication.urls")),
    path("", include("deliberation.search.urls")),
    path("", include("realtime.urls")),
]

handler400 = "council.kernel.views.bad_request"
handler403 = "council.kernel.views.forbidden"
handler404 = "council.kernel.views.not_found"
handler500 = "council.kernel.views.server_error"
