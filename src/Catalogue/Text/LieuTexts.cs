using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Catalogue.Text;

/// <summary>The texts that a lieu is found by.</summary>
internal static class LieuTexts
{
    /// <summary>Those of one lieu.</summary>
    public static IReadOnlyList<FieldText> Of(Lieu lieu) =>
    [
        new(TextField.Name, lieu.Nom),
        .. lieu.AnciensNoms.Select(name => new FieldText(TextField.FormerName, name)),

        // The code is often the acronym, which some labels do not have: « clic », « pcb ».
        .. lieu.Types.Select(type => new FieldText(TextField.Type, type)),
        .. lieu.Types.Select(type => new FieldText(TextField.Type, TypesLieu.Trouver(type)?.Libelle)),
        new(TextField.Commune, lieu.Commune),
        new(TextField.Code, lieu.CodePostal),
        new(TextField.Territory, lieu.CodeDepartement),
        new(TextField.Territory, Cog.Courant.Departement(lieu.CodeDepartement)?.Nom),
        new(TextField.Address, lieu.Adresse),
        new(TextField.Address, lieu.ComplementAdresse),
    ];
}
