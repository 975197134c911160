"""Every address of the site; each floor brings its own."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.i18n import set_language

from halfsky.org.pages.trail import download, show_trail
from halfsky.site.health import show_health
from halfsky.site.pages.home import show_home
from halfsky.site.pages.receipts import show_receipt

urlpatterns = [
    path("", show_home, name="home"),
    path("healthz", show_health, name="healthz"),
    path("language/", set_language, name="language"),
    path("login/", LoginView.as_view(template_name="login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("receipts/<str:receipt>/", show_receipt, name="receipt"),
    path("figures/", include("halfsky.figures.pages.urls")),
    path("", include("halfsky.records.pages.urls")),
    path("", include("halfsky.collecting.pages.urls")),
    path("check/", include("halfsky.summary.pages.urls")),
    path("", include("halfsky.org.pages.urls")),
    path("audit/", show_trail, name="audit"),
    path("audit/download/", download, name="audit_download"),
]
