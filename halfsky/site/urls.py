"""Every address of the site; each floor brings its own."""

from django.urls import include, path
from django.views.i18n import set_language

from halfsky.org.pages.trail import download, show_trail
from halfsky.site.health import show_health
from halfsky.site.pages.account import end_device, end_others, show_account
from halfsky.site.pages.help import show_card, show_help
from halfsky.site.pages.home import show_home
from halfsky.site.pages.password import change_password, show_again
from halfsky.site.pages.practice import begin_practice, clear_practice, end_practice
from halfsky.site.pages.receipts import show_receipt
from halfsky.site.pages.second_factor import (
    ask_code,
    end_passkey,
    renew_codes,
    set_up_second_factor,
    turn_off,
)
from halfsky.site.pages.sign_in import sign_in, sign_out

urlpatterns = [
    path("", show_home, name="home"),
    path("healthz", show_health, name="healthz"),
    path("login/", sign_in, name="login"),
    path("login/again/", show_again, name="again"),
    path("logout/", sign_out, name="logout"),
    path("language/", set_language, name="language"),
    path("account/", show_account, name="account"),
    path("account/password/", change_password, name="password"),
    path("login/code/", ask_code, name="second_factor"),
    path("account/second-factor/", set_up_second_factor, name="second_factor_set_up"),
    path("account/second-factor/off/", turn_off, name="second_factor_off"),
    path("account/passkeys/<int:passkey>/end/", end_passkey, name="end_passkey"),
    path("account/recovery-codes/", renew_codes, name="recovery_codes"),
    path("account/devices/<int:device>/end/", end_device, name="end_device"),
    path("account/devices/end-others/", end_others, name="end_others"),
    path("help/", show_help, name="help"),
    path("help/<slug:code>/", show_card, name="help_card"),
    path("practice/", begin_practice, name="begin_practice"),
    path("practice/clear/", clear_practice, name="clear_practice"),
    path("practice/end/", end_practice, name="end_practice"),
    path("receipts/<str:receipt>/", show_receipt, name="receipt"),
    path("figures/", include("halfsky.figures.pages.urls")),
    path("", include("halfsky.records.pages.urls")),
    path("", include("halfsky.collecting.pages.urls")),
    path("", include("halfsky.setup.pages.urls")),
    path("check/", include("halfsky.summary.pages.urls")),
    path("", include("halfsky.org.pages.urls")),
    path("audit/", show_trail, name="audit"),
    path("audit/download/", download, name="audit_download"),
]
