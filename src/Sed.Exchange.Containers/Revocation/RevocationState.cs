namespace Sed.Exchange.Containers.Revocation;

/// <summary>What is known about one certificate.</summary>
internal enum RevocationState
{
    /// <summary>Nothing that suffices.</summary>
    Unknown,

    /// <summary>Revoked, as told by what is signed with an algorithm that is not good enough: it can prove nothing, and must not be passed over.</summary>
    Doubtful,

    /// <summary>In force at the time used.</summary>
    Good,

    /// <summary>Suspended at the time used.</summary>
    OnHold,

    /// <summary>Revoked at the time used.</summary>
    Revoked,
}
