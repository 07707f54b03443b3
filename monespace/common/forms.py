"""Forms look the same everywhere: one renderer, whose templates stand in templates/forms/."""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Renders every form and field with the portal's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
