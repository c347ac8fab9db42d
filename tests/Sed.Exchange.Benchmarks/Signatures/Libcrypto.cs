using System.Runtime.InteropServices;

namespace Sed.Exchange.Benchmarks.Signatures;

/// <summary>The functions of OpenSSL 3 that the comparison calls, in the library that the runtime itself has loaded.</summary>
internal static partial class Libcrypto
{
    public const uint Detached = 0x40;
    public const uint Binary = 0x80;
    public const uint NoSignerCertificateCheck = 0x20;
    public const uint Cades = 0x100000;

    private const string Library = "libcrypto.so.3";
    private const uint AllMethods = 0xFFFF;

    // OPENSSL_INIT_ENGINE_DYNAMIC: an engine is found by its name in the folder of engines.
    private const ulong DynamicEngines = 0x400;

    /// <summary>Makes GOST known; false: there is no engine for it.</summary>
    public static bool UseGost()
    {
        if (OPENSSL_init_crypto(DynamicEngines, 0) != 1) return false;
        var engine = ENGINE_by_id("gost");
        return engine != 0 && ENGINE_init(engine) == 1 && ENGINE_set_default(engine, AllMethods) == 1;
    }

    /// <summary>Name and version of the library.</summary>
    public static string Version => Marshal.PtrToStringUTF8(OpenSSL_version(0))!;

    [LibraryImport(Library)]
    public static partial nint BIO_new_mem_buf(ReadOnlySpan<byte> octets, int length);

    [LibraryImport(Library)]
    public static partial nint BIO_new(nint method);

    [LibraryImport(Library)]
    public static partial nint BIO_s_mem();

    [LibraryImport(Library)]
    public static partial void BIO_free_all(nint bio);

    [LibraryImport(Library)]
    public static partial int BIO_read(nint bio, Span<byte> octets, int length);

    [LibraryImport(Library)]
    public static partial nint d2i_CMS_bio(nint bio, nint into);

    [LibraryImport(Library)]
    public static partial int i2d_CMS_bio(nint bio, nint cms);

    [LibraryImport(Library)]
    public static partial void CMS_ContentInfo_free(nint cms);

    [LibraryImport(Library)]
    public static partial nint CMS_sign(nint certificate, nint key, nint certificates, nint data, uint flags);

    [LibraryImport(Library)]
    public static partial int CMS_verify(nint cms, nint certificates, nint store, nint detached, nint output, uint flags);

    [LibraryImport(Library)]
    public static partial nint d2i_PKCS12_bio(nint bio, nint into);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int PKCS12_parse(nint file, string password, out nint key, out nint certificate, nint chain);

    [LibraryImport(Library)]
    public static partial void PKCS12_free(nint file);

    [LibraryImport(Library)]
    public static partial ulong ERR_get_error();

    [LibraryImport(Library)]
    public static partial void ERR_error_string_n(ulong error, Span<byte> text, nuint length);

    [LibraryImport(Library)]
    private static partial int OPENSSL_init_crypto(ulong options, nint settings);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ENGINE_by_id(string id);

    [LibraryImport(Library)]
    private static partial int ENGINE_init(nint engine);

    [LibraryImport(Library)]
    private static partial int ENGINE_set_default(nint engine, uint methods);

    [LibraryImport(Library)]
    private static partial nint OpenSSL_version(int kind);
}
