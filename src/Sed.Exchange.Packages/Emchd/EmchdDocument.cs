namespace Sed.Exchange.Packages.Emchd;

/// <summary>A machine-readable power of attorney (МЧД) of form EMCHD_1: a first grant (<c>Довер</c>) or a sub-delegation (<c>Передов</c>).</summary>
public sealed record EmchdDocument
{
    /// <summary><c>@НомДовер</c>, единый регистрационный номер: a GUID, lower case with dashes.</summary>
    public required Guid Number { get; init; }

    /// <summary><c>@ДатаВыдДовер</c>, first day.</summary>
    public required DateOnly Issued { get; init; }

    /// <summary><c>@СрокДейст</c>, last day.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>Whether the powers may be handed on.</summary>
    public required EmchdSubdelegation Subdelegation { get; init; }

    /// <summary>Number of the power of attorney that this one hands on; null: a first grant.</summary>
    public Guid? Parent { get; init; }

    /// <summary>True: a sub-delegation, whether or not it says of what.</summary>
    public bool IsSubdelegated { get; init; }

    /// <summary>Who grants: of a sub-delegation, who hands on.</summary>
    public required IReadOnlyList<EmchdParty> Principals { get; init; }

    /// <summary>Who receives.</summary>
    public required IReadOnlyList<EmchdParty> Representatives { get; init; }

    /// <summary>The powers.</summary>
    public required IReadOnlyList<EmchdPower> Powers { get; init; }

    /// <summary><c>@ПрСовмПолн</c> is 1: several representatives act only together.</summary>
    public bool IsJoint { get; init; }
}
