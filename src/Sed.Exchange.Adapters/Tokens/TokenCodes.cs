using Net.Pkcs11Interop.Common;

namespace Sed.Exchange.Adapters.Tokens;

/// <summary>What return values of PKCS#11 mean for the next move.</summary>
internal static class TokenCodes
{
    /// <summary>The token did not like the PIN: another try with it brings the token nearer to locking itself.</summary>
    public static bool IsRefusedPin(CKR code) => code is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_EXPIRED or CKR.CKR_PIN_LOCKED;

    /// <summary>
    /// Sessions, login or token are gone, or the library says of everything that it failed: with new sessions it may work. Others are the key's own
    /// (a mechanism or an attribute that it has not), and stay.
    /// </summary>
    public static bool IsLost(CKR code) => code is CKR.CKR_SESSION_HANDLE_INVALID or CKR.CKR_SESSION_CLOSED or CKR.CKR_SESSION_COUNT
        or CKR.CKR_USER_NOT_LOGGED_IN or CKR.CKR_OBJECT_HANDLE_INVALID or CKR.CKR_KEY_HANDLE_INVALID
        or CKR.CKR_DEVICE_REMOVED or CKR.CKR_DEVICE_ERROR or CKR.CKR_DEVICE_MEMORY or CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_TOKEN_NOT_RECOGNIZED
        or CKR.CKR_SLOT_ID_INVALID or CKR.CKR_CRYPTOKI_NOT_INITIALIZED or CKR.CKR_GENERAL_ERROR or CKR.CKR_FUNCTION_FAILED or CKR.CKR_OPERATION_ACTIVE;
}
